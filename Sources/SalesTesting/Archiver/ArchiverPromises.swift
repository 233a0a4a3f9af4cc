import SalesCore

/// What every `Archiver` promises, by number.
public enum ArchiverPromises {
    /// Every promise of an archiver.
    public static let all: [Promise<ArchiverHarness>] = objects + keys + hardships

    private static let objects: [Promise<ArchiverHarness>] = [
        promise(1, "what was written is read back byte for byte") { tested in
            let everyByte = [UInt8](0...255)
            var random = SeededRandom(seed: 1)
            let large = (0..<1 << 17).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
            for (index, bytes) in [[], [0], everyByte, Array("day,price\r\n".utf8), large].enumerated() {
                let key = "prices/2026-03-0\(index).csv"
                try demand(try await tested.archiver.write(bytes, to: key), equals: .written, "writing \(key)")
                let found = try await tested.archiver.read(key)
                try demand(found == bytes, "\(bytes.count) bytes were written, and others read")
            }
        },
        promise(2, "the same bytes again are already there") { tested in
            let bytes = Array("day,price\n".utf8)
            _ = try await tested.archiver.write(bytes, to: "a.csv")
            try demand(try await tested.archiver.write(bytes, to: "a.csv"), equals: .alreadyThere, "writing them again")
            try demand(try await tested.archiver.read("a.csv"), equals: bytes, "the object")
            try demand(
                try await tested.archiver.write(bytes, to: "b.csv"),
                equals: .written,
                "the same under another key"
            )
        },
        promise(3, "an object that is there is never changed") { tested in
            let bytes = Array("day,price\n".utf8)
            _ = try await tested.archiver.write(bytes, to: "a.csv")
            for other in [[], Array("day".utf8), bytes + [0], Array("DAY,price\n".utf8)] {
                try demand(
                    try await tested.archiver.write(other, to: "a.csv"),
                    equals: .conflict,
                    "writing other bytes"
                )
                try demand(try await tested.archiver.read("a.csv"), equals: bytes, "the object afterwards")
            }
        },
        promise(4, "of 16 who write one key at once, one writes it whole") { tested in
            let bodies = (0..<16).map { [UInt8](repeating: UInt8($0), count: 50_000 + $0) }
            let answers = try await withThrowingTaskGroup(of: (Int, ArchiveWrite).self) { group in
                for (index, body) in bodies.enumerated() {
                    group.addTask { (index, try await tested.archiver.write(body, to: "same/key")) }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let winners = answers.filter { $0.value == .written }.keys
            try demand(winners.count, equals: 1, "how many wrote it")
            let others = answers.values.filter { $0 == .conflict }.count
            try demand(others, equals: 15, "how many were told of a conflict")
            let found = try await tested.archiver.read("same/key")
            try demand(found == winners.first.map { bodies[$0] }, "the object is not the one that was written")
        },
        promise(5, "what is not there is read as nil") { tested in
            _ = try await tested.archiver.write([1], to: "a/b")
            for key in ["a/c", "b", "a/b.csv"] {
                try demand(try await tested.archiver.read(key), equals: nil, "reading \(key)")
            }
        },
        promise(8, "an object is there for every handle", needs: [.secondHandle]) { tested in
            guard let reopen = tested.reopen else { throw PromiseBroken("the harness opens no second handle") }
            _ = try await tested.archiver.write([1, 2, 3], to: "a/b")
            let other = try await reopen()
            try demand(try await other.read("a/b"), equals: [1, 2, 3], "what another handle reads")
            try demand(try await other.write([4], to: "a/b"), equals: .conflict, "what another handle writes there")
            let page = try await other.list(prefix: "", after: nil, limit: 10)
            try demand(page.elements, equals: ["a/b"], "what another handle lists")
        },
    ]

    private static let keys: [Promise<ArchiverHarness>] = [
        promise(6, "keys are listed in byte order, each once, by any prefix, in pages") { tested in
            let keys = ["a-1", "a.1", "a/1", "a/10", "a/2", "a_1", "ab/1", "b/1"]
            for key in keys.reversed() { _ = try await tested.archiver.write(Array(key.utf8), to: key) }
            for (prefix, expected) in [
                ("", keys), ("a/", ["a/1", "a/10", "a/2"]), ("a/1", ["a/1", "a/10"]), ("a", Array(keys.dropLast())),
                ("c", []),
            ] {
                let listed = try await list(tested.archiver, prefix: prefix)
                try demand(listed, equals: expected, "the keys that begin with “\(prefix)”")
            }
            var added = 0
            let meanwhile = try await list(tested.archiver, prefix: "a") {
                guard added < 2 else { return }
                added += 1
                _ = try await tested.archiver.write([0], to: "a-0\(added)")
            }
            try demand(Set(meanwhile).count, equals: meanwhile.count, "how many different keys were listed")
            try demand(Set(keys.dropLast()).isSubset(of: meanwhile), "a key that was there all the time is missing")
            for (limit, size) in [(0, 1), (1, 1), (Int.max, 10)] {
                let page = try await tested.archiver.list(prefix: "", after: nil, limit: limit)
                try demand(page.elements.count, equals: size, "the size of a page of limit \(limit)")
                try demand(page.next == nil, equals: size == 10, "whether the page of limit \(limit) is the last")
            }
        },
        promise(7, "what is no key is refused and writes nothing") { tested in
            let long = String(repeating: "a", count: ArchiveLimits.keyBytes + 1)
            let bad = [
                "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "A", "a b", "a\\b", "é", "a\u{0}",
            ]
            for key in bad + [long] {
                try await demandError("the key “\(key)”", where: { ($0 as? ArchiveError)?.code == .invalidArgument }) {
                    _ = try await tested.archiver.write([1], to: key)
                }
            }
            try demand(try await list(tested.archiver, prefix: ""), equals: [], "the keys")
            let longest = String(repeating: "a", count: 200)
            try demand(try await tested.archiver.write([1], to: longest), equals: .written, "a key of 200 bytes")
        },
    ]

    static func promise(
        _ number: Int,
        _ sentence: String,
        needs: Set<PromiseNeed> = [],
        check: @escaping @Sendable (TestedArchiver) async throws -> Void
    ) -> Promise<ArchiverHarness> {
        Promise("ARCHIVE-\(number)", sentence, role: "archive", needs: needs) { harness in
            let tested = try await harness.makeArchiver()
            do {
                try await check(tested)
            } catch {
                await tested.dispose()
                throw error
            }
            await tested.dispose()
        }
    }

    static func list(
        _ archiver: any Archiver,
        prefix: String,
        between: () async throws -> Void = {}
    ) async throws -> [String] {
        var keys: [String] = []
        var token: PageToken?
        for _ in 0..<StoreBench.maximumPages {
            let page = try await archiver.list(prefix: prefix, after: token, limit: 2)
            keys += page.elements
            guard let next = page.next else { return keys }
            token = next
            try await between()
        }
        throw PromiseBroken("a list did not end within \(StoreBench.maximumPages) pages")
    }
}
