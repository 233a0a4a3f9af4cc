public import HTTPTypes

/// Brings the bytes of a URL.
///
/// It says nothing about what they mean.
public protocol Fetcher: Sendable {
    /// Makes one GET, following redirects within the request's limits where it asks for that.
    ///
    /// The caller guarantees limits that are not negative. The fetcher must
    /// - return every HTTP status as a response, and throw only where there is none;
    /// - enforce every limit by itself, counting the body *after* decoding, with one deadline over all redirects;
    /// - use http and https only, at every redirect; verify TLS; refuse addresses that are not public at the moment
    ///   of connecting and again for each request, unless the operator named the address;
    /// - send no cookie or credential of one host to another;
    /// - take no part of a body for the whole, where its length or its content coding shows that more was to come;
    /// - stop at once when the task is cancelled.
    /// - Throws: ``FetchError``.
    /// - Promise: FETCH-1 to FETCH-19
    func fetch(_ request: FetchRequest) async throws(FetchError) -> FetchResponse
}

/// What to ask.
public struct FetchRequest: Hashable, Sendable {
    /// The URL.
    public var url: PageURL
    /// Fields to send beside those that the fetcher sets (`User-Agent`, `Accept-Encoding`, `Host`).
    public var fields: HTTPFields
    /// What makes the request conditional.
    public var validators: Validators
    /// Whether a new connection must be used, as a confirmation asks for.
    public var needsFreshConnection: Bool
    /// Whether redirects are followed; where not, a redirect is a response like any other.
    ///
    /// ``RedirectingFetcher`` asks so for each place on the way, and whatever stands inside it sees them all.
    public var followsRedirects: Bool
    /// The limits.
    public var limits: FetchLimits

    /// A request.
    public init(
        url: PageURL,
        fields: HTTPFields = [:],
        validators: Validators = Validators(),
        needsFreshConnection: Bool = false,
        followsRedirects: Bool = true,
        limits: FetchLimits = FetchLimits()
    ) {
        self.url = url
        self.fields = fields
        self.validators = validators
        self.needsFreshConnection = needsFreshConnection
        self.followsRedirects = followsRedirects
        self.limits = limits
    }
}

/// What a fetch may cost.
public struct FetchLimits: Hashable, Sendable {
    /// From the call to the last byte, over all redirects.
    public var deadline: Duration
    /// The body in bytes: as it is sent, and again after decoding.
    public var bodyBytes: Int
    /// All response fields of one response, in bytes.
    public var fieldBytes: Int
    /// Redirects that are followed.
    public var redirects: Int

    /// 20 seconds, 5 MiB, 256 KiB and 5 redirects, unless given.
    public init(
        deadline: Duration = .seconds(20),
        bodyBytes: Int = 5 << 20,
        fieldBytes: Int = 256 << 10,
        redirects: Int = 5
    ) {
        self.deadline = deadline
        self.bodyBytes = bodyBytes
        self.fieldBytes = fieldBytes
        self.redirects = redirects
    }
}

/// What came back.
public struct FetchResponse: Sendable {
    /// The status of the last response.
    public var status: HTTPResponse.Status
    /// The fields of the last response.
    public var fields: HTTPFields
    /// The body, decoded (`Content-Encoding` undone); empty for 304.
    public var body: [UInt8]
    /// The URL that answered, after redirects.
    public var url: PageURL

    /// A response.
    public init(status: HTTPResponse.Status, fields: HTTPFields = [:], body: [UInt8] = [], url: PageURL) {
        self.status = status
        self.fields = fields
        self.body = body
        self.url = url
    }
}

/// Why there was no response.
public typealias FetchError = PortError<FetchErrorCode>

/// The kinds of failure of a fetcher.
public struct FetchErrorCode: PortErrorCode {
    /// The code's name.
    public let rawValue: String

    /// The code of this name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The host's name has no address, or the name server did not answer.
    public static let dns = Self(rawValue: "dns")
    /// No connection could be made, or it broke.
    public static let connection = Self(rawValue: "connection")
    /// TLS failed or the certificate does not prove the host.
    public static let tls = Self(rawValue: "tls")
    /// The deadline passed.
    public static let timeout = Self(rawValue: "timeout")
    /// The body or the fields are larger than the limits.
    public static let tooLarge = Self(rawValue: "too-large")
    /// More redirects than the limits allow, or in a circle.
    public static let redirects = Self(rawValue: "redirects")
    /// The address, scheme or port may not be contacted.
    public static let refused = Self(rawValue: "refused")
    /// The response breaks HTTP, or ended before its stated length.
    public static let malformed = Self(rawValue: "malformed")
    /// The body was cut off or its content coding is broken, which its length did not show.
    public static let damaged = Self(rawValue: "damaged")
    /// robots.txt asks not to fetch this.
    public static let robots = Self(rawValue: "robots")
    /// The host is paused (Retry-After, circuit breaker, bot wall) or its rate is used up.
    public static let paused = Self(rawValue: "paused")
    /// The host answers others of this process too slowly, or has just asked for time: nothing was sent, and whoever
    /// had a turn gives it back.
    public static let busy = Self(rawValue: "busy")
    /// The task was cancelled.
    public static let cancelled = Self(rawValue: "cancelled")
    /// Anything else.
    public static let other = Self(rawValue: "other")
}
