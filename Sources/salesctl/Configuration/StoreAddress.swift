import Foundation
import SalesPostgres

/// Where everything is kept, as `--store`, the environment and the configuration file name it.
enum StoreAddress {
    case memory
    case sqlite(path: String)
    case postgres(PostgresAddress)

    /// Why a text names no store; it repeats nothing that may be secret.
    struct Invalid: Error {
        let words: String
    }

    /// What every command's help says of it.
    static let help = "Where everything is kept: sqlite:PATH, postgres://USER@HOST/DATABASE or memory:."

    /// - Parameter home: what `~/` at the beginning of a file's path means.
    init(_ text: String, home: String) throws(Invalid) {
        if text == "memory:" {
            self = .memory
        } else if text.hasPrefix(Self.sqlite), text.count > Self.sqlite.count {
            do {
                self = .sqlite(path: try PersonalPath.whole(String(text.dropFirst(Self.sqlite.count)), home: home))
            } catch {
                throw Invalid(words: "The path of the store cannot be used: \(error.words)")
            }
        } else if PostgresAddress.schemes.contains(where: text.hasPrefix) {
            do {
                self = .postgres(try PostgresAddress(text))
            } catch {
                throw Invalid(words: "The address of the store cannot be used: \(error.reason).")
            }
        } else {
            throw Invalid(
                words:
                    "“\(Self.withoutSecrets(text))” names no store. Write sqlite:PATH, postgres://USER@HOST/DATABASE,"
                    + " or memory: to forget everything at the end."
            )
        }
    }

    /// As it is shown to people and in logs: without a password.
    var shown: String {
        switch self {
        case .memory: "memory:"
        case .sqlite(let path): Self.sqlite + path
        case .postgres(let address): address.description
        }
    }

    private static let sqlite = "sqlite:"

    /// What may be shown of a text that names no store: a mistyped address may hold a password.
    private static func withoutSecrets(_ text: String) -> String {
        let letters = text.prefix { $0.isASCII && $0.isLetter }
        let hasScheme = !letters.isEmpty && text.dropFirst(letters.count).first == ":"
        let scheme: String = hasScheme ? letters + ":" : ""
        let isHarmless = !text.dropFirst(scheme.count).contains(where: Self.special.contains)
        return isHarmless ? text : scheme + "…"
    }

    /// What stands around a password.
    private static let special: [Character] = ["@", "?", "=", ":"]
}
