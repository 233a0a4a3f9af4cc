public import HTTPTypes
public import SalesCore

/// Talks to a web service: web hooks and the like.
///
/// It never follows a redirect, since a body and its credentials were meant for one place. Whether the URL may come from
/// a user is the engine's policy: give it the engine for public addresses then, and one for trusted endpoints only for
/// URLs that the operator wrote.
public struct CurlHTTPClient: Sendable {
    private let engine: CurlEngine
    private let options: CurlOptions

    /// A client on an engine.
    ///
    /// Of the options, `hosts` is not used: fields and cookies for pages stay with pages.
    public init(engine: CurlEngine, options: CurlOptions) {
        self.engine = engine
        var options = options
        options.hosts = [:]
        self.options = options
    }

    /// Posts a body and returns the response, whatever its status; a redirect is a response like any other.
    ///
    /// - Parameters:
    ///   - fields: Fields to send; those that decide framing, routing and encoding are left out.
    ///   - limits: Of these, `redirects` has no meaning here.
    /// - Throws: ``FetchError`` where there is no response; its code is ``FetchErrorCode/unanswered`` where the service may
    ///   have got the request.
    public func post(
        _ body: [UInt8],
        to url: PageURL,
        fields: HTTPFields = [:],
        limits: FetchLimits = CurlHTTPClient.standardLimits
    ) async throws(FetchError) -> FetchResponse {
        try await exchange(.post(body), at: url, fields: fields, limits: limits)
    }

    /// Puts a body and returns the response, whatever its status; see ``post(_:to:fields:limits:)``.
    ///
    /// - Throws: ``FetchError`` where there is no response.
    public func put(
        _ body: [UInt8],
        to url: PageURL,
        fields: HTTPFields = [:],
        limits: FetchLimits = CurlHTTPClient.standardLimits
    ) async throws(FetchError) -> FetchResponse {
        try await exchange(.put(body), at: url, fields: fields, limits: limits)
    }

    /// Asks a service with GET and returns the response, whatever its status; see ``post(_:to:fields:limits:)``.
    ///
    /// - Parameter isVerbatim: Whether the body is wanted as the service keeps it: no coding is asked for, and one that
    ///   comes is left on it.
    /// - Throws: ``FetchError`` where there is no response.
    public func get(
        _ url: PageURL,
        fields: HTTPFields = [:],
        limits: FetchLimits = CurlHTTPClient.standardLimits,
        isVerbatim: Bool = false
    ) async throws(FetchError) -> FetchResponse {
        try await exchange(.get, at: url, fields: fields, limits: limits, isVerbatim: isVerbatim)
    }

    /// Sends DELETE and returns the response, whatever its status; see ``post(_:to:fields:limits:)``.
    ///
    /// - Throws: ``FetchError`` where there is no response.
    public func delete(
        _ url: PageURL,
        fields: HTTPFields = [:],
        limits: FetchLimits = CurlHTTPClient.standardLimits
    ) async throws(FetchError) -> FetchResponse {
        try await exchange(.delete, at: url, fields: fields, limits: limits)
    }

    private func exchange(
        _ action: TransferPlan.Action,
        at url: PageURL,
        fields: HTTPFields,
        limits: FetchLimits,
        isVerbatim: Bool = false
    ) async throws(FetchError) -> FetchResponse {
        let limits = limits.clamped(to: engine.limits)
        return try await HTTPExchange(engine: engine, options: options).send(
            action,
            to: url,
            fieldLines: RequestFields.lines(of: fields),
            within: limits.deadline,
            limits: limits,
            isVerbatim: isVerbatim
        )
    }

    /// 20 seconds, and 64 KiB each of body and fields: answers of services are short.
    public static let standardLimits = FetchLimits(bodyBytes: 64 << 10, fieldBytes: 64 << 10, redirects: 0)
}

extension FetchErrorCode {
    /// The request was made and no whole answer came: what it asks for may have been done.
    ///
    /// Only of requests that change something; a page that did not come is just fetched again.
    public static let unanswered = Self(rawValue: "unanswered")
}
