/**
 * What each check may expect. Schemas can't say that a time lies in the past, that there are two ways of paging at once or that a key was used
 * before: such refusals are documented 4xx. The items of a batch are judged one by one: a wrong one fails alone, within a 200.
 * In a query an empty object looks as an empty text does, so a wrong filter may be a right one on the wire.
 */
export const schemathesisConfig = `[checks]
positive_data_acceptance.expected-statuses = ["2xx", "400", "404", "409", "413", "415", "422", "429"]


# The run's key is a live one, which has no clock to move.
[[operations]]
include-path-regex = "^/v1/test/clock"
checks = { positive_data_acceptance = { expected-statuses = ["2xx", "400", "403", "409", "413", "415", "422", "429"] } }

[[operations]]
include-path-regex = "^/v1/posts/batch"
checks = { negative_data_rejection = { expected-statuses = ["4xx", "200"] } }

[[operations]]
include-method = "GET"
checks = { negative_data_rejection = { expected-statuses = ["4xx", "200"] } }
`
