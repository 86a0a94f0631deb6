package flow

const version = "0.1.0"

const userAgent = "flow-sdk-go/" + version
