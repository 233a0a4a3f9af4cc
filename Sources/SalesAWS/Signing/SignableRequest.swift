public import HTTPTypes
public import SalesCore

/// A request as it will be sent, in the parts that its signature covers.
public struct SignableRequest: Sendable {
    /// The method, in upper case.
    public var method: String
    /// The host, with the port where it is not the scheme's own.
    public var host: String
    /// The path as it is sent, without dot segments; not empty.
    public var path: String
    /// The query as it is sent, without its `?`; nil or empty for none.
    public var query: String?
    /// All fields that are sent and shall be signed, without `Host`.
    public var fields: HTTPFields
    /// The whole body.
    public var body: [UInt8]
    /// The hash of the body in hexadecimal digits, where it is known already.
    var bodyHash: String?

    /// A request of its parts.
    public init(
        method: String,
        host: String,
        path: String = "/",
        query: String? = nil,
        fields: HTTPFields = [:],
        body: [UInt8] = []
    ) {
        self.method = method
        self.host = host
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
    }

    /// A request to a URL.
    public init(_ method: String, _ url: PageURL, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.init(
            method: method,
            host: url.authority,
            path: url.path,
            query: url.query,
            fields: fields,
            body: body
        )
    }
}
