module github.com/flowdev/flow-go

go 1.24
