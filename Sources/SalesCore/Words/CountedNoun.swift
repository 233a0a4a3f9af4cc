/// Counts with what is counted, as English writes them.
package enum CountedNoun {
    /// "1 product", "0 products", "2 looks".
    ///
    /// - Parameters:
    ///   - count: how many.
    ///   - noun: what one of them is called.
    ///   - plural: what several are called; the noun with an s, if not given.
    package static func text(_ count: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
        "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
    }
}
