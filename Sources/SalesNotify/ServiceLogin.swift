internal import Foundation
internal import HTTPTypes

/// How a web service is told who asks; never described.
public enum ServiceLogin: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Not at all.
    case none
    /// By an access token (RFC 6750).
    case token(String)
    /// By a user name and password (RFC 7617).
    case password(user: String, password: String)

    /// The fields that it sends.
    var fields: HTTPFields {
        switch self {
        case .none: [:]
        case .token(let token): [.authorization: "Bearer \(token)"]
        case .password(let user, let password):
            [.authorization: "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"]
        }
    }

    /// What of it may come back in an answer.
    var secrets: [String] {
        let words = fields.flatMap { $0.value.split(separator: " ").dropFirst().map { String($0) } }
        guard case .password(_, let password) = self else { return words }
        return words + [password]
    }

    /// Which way it is.
    public var description: String {
        switch self {
        case .none: "no login"
        case .token: "a token"
        case .password: "a user name and password"
        }
    }

    /// Nothing beside the description.
    public var customMirror: Mirror { Mirror(self, children: ["login": description]) }
}
