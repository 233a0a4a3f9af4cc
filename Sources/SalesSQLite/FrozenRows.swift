internal import GRDB
import SalesCore

// What runs of the archive do with rows, inside their transactions: a product or a part of the rows at a time, so that
// no day is ever held in memory.
extension Database {
    /// How many rows a run holds.
    func frozenCount(of run: ArchiveRun.ID) throws -> Int {
        try row(FrozenStatements.count, Arguments(run)) { try $0.count() } ?? 0
    }

    /// Moves the rows of a run's day, product by product, and answers how many they are.
    func freezeRows(of run: ArchiveRun.ID) throws -> Int {
        let span = try row(FrozenStatements.span, Arguments(run)) { (try $0.number(), try $0.number()) }
        guard let (start, end) = span else { return 0 }
        var count = 0
        var product = Int64.min
        while let next = try row(WaitingDayStatements.nextProduct, Arguments(product), { try $0.number() }) {
            product = next
            var taken = Arguments(run)
            for bound in [product, start, end] { taken.add(bound) }
            count += try self.run(FrozenStatements.take, taken)
            try self.run(FrozenStatements.leave, Arguments(product, start, end))
        }
        return count
    }

    /// Remembers what a run's rows made of their days.
    ///
    /// From the last row to the first, because a day's last row decides its currency; a part of the rows at a time.
    func rollUpFrozen(_ run: ArchiveRun.ID) throws {
        var last = (product: Int64.max, moment: Int64.max)
        var open: RolledDay?
        while true {
            var arguments = Arguments(run)
            arguments.add(last.product)
            arguments.add(last.moment)
            arguments.add(Self.rolledAtOnce)
            let rows = try self.rows(FrozenStatements.pageBack, arguments, PriceRow.read)
            for row in rows {
                let part = RolledDay(row)
                if let day = open, day.prices.productID == row.productID, day.prices.day == part.prices.day {
                    open?.add(part)
                } else {
                    if let open { try remember(open) }
                    open = part
                }
            }
            guard rows.count == Self.rolledAtOnce, let end = rows.last else { break }
            last = (end.productID.rawValue, end.observedAt.milliseconds)
        }
        if let open { try remember(open) }
    }

    /// Adds what purged rows made of a product's day to what others did.
    private func remember(_ day: RolledDay) throws {
        // A product that was removed has no charts any more.
        guard try exists("products", day.prices.productID) else { return }
        let key = Arguments(day.prices.productID.rawValue, day.prices.day)
        let known = try row(DailyRow.find, key, DailyRow.read)
        try run(DailyRow.save, DailyRow.arguments(known.map { $0.adding(day) } ?? day))
    }

    /// How many rows are rolled up at a time.
    private static let rolledAtOnce = 10_000

    /// A person's pseudonym, which is drawn when it is first asked for.
    func pseudonym(of user: UserID) throws -> String {
        let person = Arguments(user.rawValue)
        if let known = try row(FrozenStatements.pseudonym, person, { try $0.text() }) { return known }
        let drawn = try row(FrozenStatements.draw, person) { try $0.text() }
        guard let drawn else { throw RowReader.Unreadable(column: "pseudonyms.pseudonym", expected: "pseudonym") }
        return drawn
    }
}
