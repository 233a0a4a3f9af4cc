import SalesCore

/// The parts of a WHERE clause that a filter asks for, joined by AND.
struct Condition {
    private var parts: [String] = []
    private(set) var arguments = Arguments()

    /// One part, made of the number of its argument, and the argument.
    mutating func add(_ argument: (inout Arguments) -> Void, _ part: (String) -> String) {
        argument(&arguments)
        parts.append(part("$\(arguments.types.count)"))
    }

    /// One part that needs no argument.
    mutating func add(_ part: String) { parts.append(part) }

    /// A column that equals an identifier, unless that is nil.
    mutating func add(_ column: String, equals id: (some StoreIdentifier)?) {
        guard let id else { return }
        add({ $0.add(id) }, { "\(column) = \($0)" })
    }

    /// The rows behind a page token, in the order of their numbers.
    mutating func add(after token: PageToken?, column: String = "id") throws(StoreError) {
        guard let token else { return }
        let position = try token.position
        add({ $0.add(position) }, { "\(column) > \($0)" })
    }

    /// So many rows at most; an argument, so that pages of all sizes are one prepared statement.
    mutating func limit(_ rows: Int) -> String {
        arguments.add(rows)
        return "LIMIT $\(arguments.types.count)::bigint"
    }

    /// The clause with its word; empty without parts.
    var clause: String {
        parts.isEmpty ? "" : "WHERE " + parts.joined(separator: " AND ")
    }
}
