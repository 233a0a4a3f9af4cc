import SalesCore

extension PageToken {
    /// The token of the page that begins behind a number.
    init(position: Int64) { self.init(text: String(position)) }

    /// The number that the page begins behind.
    ///
    /// - Throws: `.invalidArgument` for a text that this store did not make.
    var position: Int64 {
        get throws(StoreError) {
            guard let number = Int64(text), String(number) == text else {
                throw StoreError(.invalidArgument, message: "The page token is not one that this store gave.")
            }
            return number
        }
    }
}

extension Page {
    /// The page of rows that were asked for with one more than its size, so that the last page is known.
    init(_ rows: [Element], size: Int, position: (Element) -> Int64) {
        let elements = Array(rows.prefix(size))
        let next = rows.count > size ? elements.last.map { PageToken(position: position($0)) } : nil
        self.init(elements: elements, next: next)
    }
}
