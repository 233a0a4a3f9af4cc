/// A setting that somebody typed: a value, or that there is to be none.
enum TakenBack {
    /// Whether a text takes a setting back: `none`, in letters of any case, or nothing at all.
    static func isMeant(by text: String) -> Bool { text.isEmpty || text.lowercased() == "none" }
}

extension String? {
    /// What a setting is from now on: what it was where nothing was typed, nil where it is taken back.
    ///
    /// - Parameters:
    ///   - old: what it was.
    ///   - read: the value of any other text.
    func setting<Value>(over old: Value?, _ read: (String) throws -> Value) rethrows -> Value? {
        guard let text = self else { return old }
        return TakenBack.isMeant(by: text) ? nil : try read(text)
    }
}
