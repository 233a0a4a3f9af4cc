extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which the predicate holds, in a collection sorted by it (false before true);
    /// the end where it holds for none.
    func partitionIndex(where predicate: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
