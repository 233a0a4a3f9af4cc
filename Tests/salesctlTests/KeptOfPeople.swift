import Foundation

/// The list of what stores keep of people, `Tests/Fixtures/kept-of-people.txt`.
struct KeptOfPeople {
    /// One line of it.
    struct Line {
        /// `table.column`, or a table that keeps nothing of people.
        let name: String
        /// The only store that has it; nil where all have.
        let store: String?
        /// Where the export has it; nil where it has it not.
        let path: [String]?

        /// The line of a text such as `users.id | user.id` or `hosts @sqlite | - of shops`.
        init?(_ text: Substring) {
            let sides = text.split(separator: " | ", maxSplits: 1)
            guard sides.count == 2, let name = sides[0].split(separator: " @").first else { return nil }
            self.name = String(name)
            store = sides[0].split(separator: " @").dropFirst().first.map(String.init)
            path = sides[1].hasPrefix("- ") ? nil : sides[1].split(separator: ".").map(String.init)
        }
    }

    let lines: [Line]

    init() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appendingPathComponent("Fixtures/kept-of-people.txt")
        lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .compactMap(Line.init)
    }

    /// The columns that a store has, without those of tables that keep nothing of people; and the tables themselves.
    func expected(in store: String) -> Set<String> {
        Set(lines.filter { $0.store == nil || $0.store == store }.map(\.name))
    }

    /// The same of what a store really has.
    ///
    /// - Parameter columns: all columns, as `table.column`.
    func found(_ columns: [String]) -> Set<String> {
        let impersonal = Set(lines.map(\.name).filter { !$0.contains(".") })
        return Set(
            columns.map { column in
                let parts = column.split(separator: ".").map(String.init)
                let isTelling = Self.tellingNames.contains { parts[1].hasSuffix($0) }
                return impersonal.contains(parts[0]) && !isTelling ? parts[0] : column
            }
        )
    }

    /// How columns are named that hold a person's number or address: no table that keeps nothing of people has one.
    private static let tellingNames = [
        "user_id", "user", "person", "email", "phone", "address", "digest", "recipient", "first_name", "last_name",
    ]
}
