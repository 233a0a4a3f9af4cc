internal import Hummingbird
internal import HummingbirdCore

extension WebRequest {
    /// What a page's form sent by GET, in the query; nothing where it cannot be read.
    ///
    /// Other than ``query(_:)`` it takes `+` for a blank, as browsers write it (WHATWG URL,
    /// application/x-www-form-urlencoded).
    var sentByGet: FormFields? { FormFields(Array((request.uri.query ?? "").utf8)) }
}
