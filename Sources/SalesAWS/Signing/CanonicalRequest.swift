internal import Crypto
internal import HTTPTypes

/// A request in the one form that both sides hash.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, step 1.
struct CanonicalRequest {
    /// The form itself.
    let text: String
    /// The names of the fields in it, sorted, with `;` between them.
    let signedNames: String

    /// The form of a request.
    ///
    /// - Parameters:
    ///   - payloadHash: The hash of the body in hexadecimal digits.
    ///   - encodesPathAgain: Whether the path as sent is encoded once more, as all services but S3 do.
    init(_ request: SignableRequest, payloadHash: String, encodesPathAgain: Bool) {
        let fields = Self.fields(of: request)
        signedNames = fields.map(\.name).joined(separator: ";")
        text = [
            request.method,
            Self.path(request.path, encodesAgain: encodesPathAgain),
            Self.query(request.query ?? ""),
            fields.map { "\($0.name):\($0.value)\n" }.joined(),
            signedNames,
            payloadHash,
        ].joined(separator: "\n")
    }

    private static func path(_ path: String, encodesAgain: Bool) -> String {
        guard !path.isEmpty else { return "/" }
        // What is sent may leave signs such as + and ! as they are; S3 decodes and encodes them before it compares.
        let bytes = encodesAgain ? Array(path.utf8) : AWSEscaping.decoded(path)
        return AWSEscaping.encoded(bytes, keepsSlash: true)
    }

    /// Pairs sorted by what is written of them: name, then value, byte by byte.
    private static func query(_ query: String) -> String {
        let pairs = query.split(separator: "&").map(pair)
        let sorted = pairs.sorted { one, other in
            one.name == other.name ? isBefore(one.value, other.value) : isBefore(one.name, other.name)
        }
        return sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }

    private static func pair(_ text: Substring) -> (name: String, value: String) {
        let name = text.prefix { $0 != "=" }
        let value = text.dropFirst(name.count + 1)
        return (AWSEscaping.encoded(AWSEscaping.decoded(name)), AWSEscaping.encoded(AWSEscaping.decoded(value)))
    }

    private static func isBefore(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }

    /// Names in lower case, sorted; values without spaces around them and with one space for several, those of one name
    /// joined by commas in their order.
    private static func fields(of request: SignableRequest) -> [(name: String, value: String)] {
        var values: [String: [String]] = ["host": [request.host]]
        for field in request.fields where field.name.canonicalName != "host" {
            values[field.name.canonicalName, default: []].append(collapsed(field.value))
        }
        return values.keys.sorted { isBefore($0, $1) }
            .map { ($0, values[$0, default: []].joined(separator: ",")) }
    }

    private static func collapsed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }
}
