internal import HTTPTypes
internal import SalesCore

/// Puts together the field lines of one request.
///
/// Pure.
enum RequestFields {
    /// The lines for the next request of a trail.
    static func lines(for request: FetchRequest, on trail: RedirectTrail, options: CurlOptions) -> [String] {
        let host = options.hostOptions(for: trail.url)
        var fields = HTTPFields()
        fields[.accept] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
        fields[.acceptLanguage] = host?.acceptLanguage ?? options.acceptLanguage
        for field in request.fields where trail.isAtOrigin || harmless.contains(field.name) {
            fields[field.name] = request.fields[field.name]
        }
        for field in host?.fields ?? [:] { fields[field.name] = host?.fields[field.name] }
        if trail.isAtSite {
            fields[.ifNoneMatch] = request.validators.etag
            fields[.ifModifiedSince] = request.validators.lastModified
        }
        let cookies = (host?.cookies ?? [:]).merging(trail.currentCookies) { _, new in new }
        if !cookies.isEmpty {
            let own = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            fields[.cookie] = ([fields[.cookie]].compactMap { $0 } + own).joined(separator: "; ")
        }
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

    /// The only fields of the caller that go along to another host.
    private static let harmless: Set<HTTPField.Name> = [.accept, .acceptLanguage]

    /// Fields that decide framing, routing or encoding.
    private static let reserved: Set<HTTPField.Name> = {
        let names = ["Host", "Keep-Alive", "Proxy-Connection", "HTTP2-Settings"].compactMap { HTTPField.Name($0) }
        return Set(
            names + [
                .acceptEncoding, .connection, .contentLength, .expect, .proxyAuthorization, .te, .trailer,
                .transferEncoding, .upgrade, .userAgent,
            ]
        )
    }()
}
