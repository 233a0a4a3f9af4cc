/// Finds the name that somebody who mistyped one may have meant.
///
/// Pure.
package enum NearestName {
    /// Longer names have no nearest one.
    package static let maximumLength = 128

    /// The name that differs by the fewest typing mistakes, where those are few for its length; nil where none is near.
    ///
    /// - Parameter most: more mistakes than these are never forgiven.
    package static func of(_ text: String, among names: [String], most: Int = 4) -> String? {
        let limit = min(most, max(1, text.count / 4))
        let near = names.map { (name: $0, mistakes: mistakes($0, text)) }.min { $0.mistakes < $1.mistakes }
        return near.flatMap { $0.mistakes <= limit ? $0.name : nil }
    }

    /// A sentence that asks whether the nearest name was meant, with a space before it; empty where none is near.
    package static func question(_ text: String, among names: [String]) -> String {
        of(text.lowercased(), among: names).map { " Did you mean \($0)?" } ?? ""
    }

    /// How many characters were added, left out, exchanged or swapped with the next (the optimal string alignment
    /// distance).
    package static func mistakes(_ first: String, _ second: String) -> Int {
        let (first, second) = (Array(first), Array(second))
        guard first.count <= maximumLength, second.count <= maximumLength else { return .max }
        var before: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let isSame = first[row] == second[column]
                var least = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    least = min(least, before[column - 1] + 1)
                }
                current.append(least)
            }
            (before, last) = (last, current)
        }
        return last[second.count]
    }
}
