public import HTTPTypes

/// What is sent to one host beside what is sent to all.
///
/// Its cookies and fields go to that host alone, never along a redirect to another. Cookies and `Authorization` go over
/// TLS only, or to an address that the operator allowed.
public struct HostOptions: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// In place of the usual `User-Agent`.
    public var userAgent: String?
    /// In place of the usual `Accept-Language`.
    public var acceptLanguage: String?
    /// Further fields; ``reservedFields`` are left out.
    public var fields: HTTPFields
    /// Cookies by name.
    public var cookies: [String: String]

    /// Nothing special, unless given.
    public init(
        userAgent: String? = nil,
        acceptLanguage: String? = nil,
        fields: HTTPFields = [:],
        cookies: [String: String] = [:]
    ) {
        self.userAgent = userAgent
        self.acceptLanguage = acceptLanguage
        self.fields = fields
        self.cookies = cookies
    }

    /// Fields that decide framing, routing or encoding, or that have a place of their own.
    public static var reservedFields: Set<HTTPField.Name> { RequestFields.reserved }

    /// How many fields and cookies there are; never their values, which may be somebody's session.
    public var description: String { "\(fields.count) fields, \(cookies.count) cookies" }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: ["summary": description]) }
}
