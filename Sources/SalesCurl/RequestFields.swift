internal import HTTPTypes
internal import SalesCore

/// Puts together the field lines of one request.
///
/// Pure.
enum RequestFields {
    /// The lines for a request: what every host gets, what the request asks for, and what the operator set for its host.
    ///
    /// - Parameter isPrivate: whether nobody on the way can read what is sent; secrets of the operator stay here otherwise.
    static func lines(for request: FetchRequest, options: CurlOptions, isPrivate: Bool) -> [String] {
        var host = options.hostOptions(for: request.url)
        if !isPrivate {
            host?.cookies = [:]
            host?.fields[.authorization] = nil
            host?.fields[.cookie] = nil
        }
        var fields = HTTPFields()
        fields[.accept] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        fields[.acceptLanguage] = host?.acceptLanguage ?? options.acceptLanguage
        for field in request.fields { fields[field.name] = request.fields[field.name] }
        for field in host?.fields ?? [:] { fields[field.name] = host?.fields[field.name] }
        fields[.ifNoneMatch] = request.validators.etag
        fields[.ifModifiedSince] = request.validators.lastModified
        // A cookie that the host has just set with a redirect takes the place of the operator's.
        let given = (fields[.cookie] ?? "").split(separator: ";").map(\.trimmed)
        let names = Set(given.map { $0.prefix { $0 != "=" } })
        let own = (host?.cookies ?? [:]).filter { !names.contains($0.key[...]) }.map { "\($0.key)=\($0.value)" }
        if !own.isEmpty { fields[.cookie] = (given.map { String($0) } + own.sorted()).joined(separator: "; ") }
        return lines(of: fields)
    }

    /// Fields as libcurl takes them, without those that it or the engine must decide itself.
    static func lines(of fields: HTTPFields) -> [String] {
        var lines: [String] = fields.compactMap { field in
            guard !reserved.contains(field.name), field.name != .cookie else { return nil }
            // A line that ends with its colon would tell libcurl to drop the field; a semicolon sends it empty.
            return field.value.isEmpty ? "\(field.name.rawName);" : "\(field.name.rawName): \(field.value)"
        }
        // The type keeps each cookie in a field of its own, as HTTP/2 may; HTTP/1.1 must not (RFC 6265 §5.4).
        let cookies = fields[values: .cookie]
        if !cookies.isEmpty { lines.append("Cookie: \(cookies.joined(separator: "; "))") }
        return lines
    }

    /// Fields that decide framing, routing or encoding.
    static let reserved: Set<HTTPField.Name> = {
        let names = ["Host", "Keep-Alive", "Proxy-Connection", "HTTP2-Settings"].compactMap { HTTPField.Name($0) }
        return Set(
            names + [
                .acceptEncoding, .connection, .contentLength, .expect, .proxyAuthorization, .te, .trailer,
                .transferEncoding, .upgrade, .userAgent,
            ]
        )
    }()
}
