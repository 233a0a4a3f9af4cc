import SalesCore

/// URLs that the operator set: of services, and where links lead.
extension AppSettings {
    /// The URL of a setting.
    ///
    /// - Throws: what is wrong with it, in words for whoever set it; a URL may be a secret, so that nothing of it is
    ///   repeated but what can only be its scheme or its port.
    static func url(_ text: String, of key: String, _ origins: SettingOrigins) throws(CommandFailure) -> PageURL {
        do {
            return try PageURL(text)
        } catch {
            throw origins.failure(key, "cannot be used: \(fault(error)).")
        }
    }

    /// The URL of a setting.
    func url(_ text: String, of key: String) throws(CommandFailure) -> PageURL {
        try Self.url(text, of: key, origins)
    }

    private static func fault(_ error: PageURL.Invalid) -> String {
        switch error {
        case .length(let count): "it has \(count) bytes, and at most \(PageURL.maximumLength) are read"
        case .noScheme: "it is no whole URL, which begins with https:// or http://"
        case .scheme(let name):
            (name.utf8.allSatisfy { isDigit($0) || isLetter($0) }
                ? "it begins with “\(PlainText.cut(name, to: 10)):”, and " : "")
                + "only https:// and http:// are spoken"
        case .host: "behind https:// or http:// stands no name of a server"
        case .port(let port):
            // Behind `user:` stands a password, which a /, ? or # in it parts from the @ that would tell.
            (port.utf8.count <= longestPort && port.utf8.allSatisfy(isDigit) ? "“\(port)”" : "what stands")
                + " behind the server's name is no port; those are 1 to 65535"
        case .userInformation:
            "a user name or password before @ is not taken from a URL; where one can be given, it has settings of its own"
        case .character(0x20): "there is a space in it"
        case .character(let code):
            "it holds a character that no URL may hold (U+\(String(code, radix: 16, uppercase: true)))"
        }
    }

    /// The digits of the largest port.
    private static let longestPort = 5

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
