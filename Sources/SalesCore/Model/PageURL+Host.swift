import Foundation

extension PageURL {
    /// The host in its one normal form, or an error where other programs could read it as something else.
    ///
    /// Refused are numbers in any form but four plain decimals (RFC 3986 §7.4: resolvers take octal, hexadecimal and
    /// short forms for IPv4 addresses), zones, characters that are not seen, and letters that only look like others.
    static func asciiHost(_ host: Substring) throws(Invalid) -> String {
        guard !host.isEmpty, host.utf8.count <= maximumHostLength, !host.contains("%") else {
            throw .host(String(host.prefix(maximumHostLength)))
        }
        if host.first == "[" { return try bracketedAddress(host) }
        var name = host.lowercased()
        if !name.utf8.allSatisfy({ $0 < 0x80 }) {
            guard let ascii = international(name) else { throw .host(String(host)) }
            name = ascii
        }
        // The dot at the end means the root of all names, which is meant without it as well.
        if name.hasSuffix(".") { name.removeLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.allSatisfy(isLabel) else { throw .host(String(host)) }
        if let last = labels.last, isNumber(last), !isPlainVersion4(labels) || host.hasSuffix(".") {
            throw .host(String(host))
        }
        return name
    }

    /// No host is longer than this before it is brought to ASCII, in bytes.
    private static let maximumHostLength = 1_024

    private static func bracketedAddress(_ host: Substring) throws(Invalid) -> String {
        let inside = String(host.dropFirst().dropLast())
        var bytes = [UInt8](repeating: 0, count: 16)
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + 1)
        guard host.last == "]", inside.utf8.count <= 45,
            inside.utf8.allSatisfy({ $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }),
            inet_pton(AF_INET6, inside, &bytes) == 1,
            inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count)) != nil
        else { throw .host(String(host)) }
        let normal = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "[\(String(decoding: normal, as: UTF8.self))]"
    }

    /// The ASCII form of an international name (RFC 3492); nil where a label would turn into other plain letters or
    /// digits, as `①` and `ⓛ` do, or where characters are hidden in it.
    private static func international(_ name: String) -> String? {
        guard !name.unicodeScalars.contains(where: { $0.properties.isDefaultIgnorableCodePoint || $0.value == 0 }),
            let ascii = URLComponents(string: "http://\(name)/")?.encodedHost?.lowercased()
        else { return nil }
        let before = name.split(separator: ".", omittingEmptySubsequences: false)
        let after = ascii.split(separator: ".", omittingEmptySubsequences: false)
        guard before.count == after.count else { return nil }
        let isHonest = zip(before, after).allSatisfy { old, new in
            old.utf8.allSatisfy { $0 < 0x80 } ? old == new : new.hasPrefix("xn--")
        }
        return isHonest ? ascii : nil
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.allSatisfy(\.isHostCharacter)
            && label.first != "-" && label.last != "-"
    }

    /// Whether a resolver could take a name that ends so for an IPv4 address (WHATWG URL, "ends in a number").
    private static func isNumber(_ label: Substring) -> Bool {
        let bytes = label.utf8
        if bytes.allSatisfy(\.isDigit) { return true }
        return label.hasPrefix("0x") && bytes.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    private static func isPlainVersion4(_ labels: [Substring]) -> Bool {
        labels.count == 4
            && labels.allSatisfy { label in
                (1...3).contains(label.utf8.count) && label.utf8.allSatisfy(\.isDigit)
                    && (label == "0" || label.first != "0") && (Int(label).map { $0 <= 255 } ?? false)
            }
    }
}

extension UInt8 {
    var isDigit: Bool { (48...57).contains(self) }
    var isHexDigit: Bool { isDigit || (65...70).contains(self) || (97...102).contains(self) }
    fileprivate var isLetter: Bool { (65...90).contains(self) || (97...122).contains(self) }
    fileprivate var isHostCharacter: Bool {
        isDigit || isLetter || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
    var isSchemeCharacter: Bool {
        isDigit || isLetter || self == UInt8(ascii: "+") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
    }
    /// RFC 3986 §2.3.
    var isUnreserved: Bool {
        isDigit || isLetter || self == UInt8(ascii: "-") || self == UInt8(ascii: ".") || self == UInt8(ascii: "_")
            || self == UInt8(ascii: "~")
    }
}
