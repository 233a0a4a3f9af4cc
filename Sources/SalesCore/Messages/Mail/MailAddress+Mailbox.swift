extension MailAddress {
    /// Reads an operator's own address as people write it: `alerts@example.org`, `Sales <alerts@example.org>`.
    ///
    /// What stands before the `<` is the name, without the quotation marks around it; it has no grammar beyond that.
    /// - Throws: ``Invalid`` with what is wrong.
    public init(mailbox text: String) throws(Invalid) {
        guard text.hasSuffix(">"), let start = text.lastIndex(of: "<") else {
            try self.init(text)
            return
        }
        let name = ForeignText.line(String(text[..<start]), limit: Self.maximumName + 2)
        let isQuoted = name.count >= 2 && name.hasPrefix("\"") && name.hasSuffix("\"")
        try self.init(
            String(text[text.index(after: start)...].dropLast()),
            name: isQuoted ? String(name.dropFirst().dropLast()) : name
        )
    }
}
