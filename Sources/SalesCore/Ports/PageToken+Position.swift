// For stores whose pages are in the order of a number: of a row, or of milliseconds.
extension PageToken {
    /// The token of the page that begins behind a number.
    public init(position: Int64) { self.init(text: String(position)) }

    /// The number that the page begins behind.
    ///
    /// - Throws: ``StoreErrorCode/invalidArgument`` for a text that no such token has.
    public var position: Int64 {
        get throws(StoreError) {
            guard let number = Int64(text), String(number) == text else {
                throw Self.unknown
            }
            return number
        }
    }

    /// A text that no token has.
    static var unknown: StoreError {
        StoreError(
            .invalidArgument,
            message: "This page token is not one that the store gave; begin again with the first page."
        )
    }
}

extension Page {
    /// The page of rows that were asked for with one more than its size, so that the last page is known.
    ///
    /// - Parameters:
    ///   - rows: the first rows of the rest of the list, at most one more than `size`.
    ///   - size: how many the page holds.
    ///   - position: the number by which the list is ordered.
    public init(_ rows: [Element], size: Int, position: (Element) -> Int64) {
        let elements = Array(rows.prefix(size))
        let next = rows.count > size ? elements.last.map { PageToken(position: position($0)) } : nil
        self.init(elements: elements, next: next)
    }
}
