import Foundation
import SalesCore

/// Keys with every sign, large objects, tasks that are given up, and several programs at once.
extension ArchiverPromises {
    static let hardships: [Promise<ArchiverHarness>] = [
        promise(9, "every sign that a key may have tells it from others") { tested in
            let keys = [
                "a/date-1", "a/date.1", "a/date=1", "a/date_1", "b/-", "b/.x", "b/=", "b/_", "b/a=b=c/d.csv.gz",
                "c/0/1/2/3/4/5/6/7/8/9/part-00000.csv",
            ]
            for key in keys {
                let answer = try await tested.archiver.write(Array(key.utf8), to: key)
                try demand(answer, equals: .written, "writing \(key)")
            }
            for key in keys {
                let found = try await tested.archiver.read(key)
                try demand(found, equals: Array(key.utf8), "what is read from \(key)")
            }
            for (prefix, expected) in [("", keys), ("a/date=", ["a/date=1"]), ("a/date.", ["a/date.1"])] {
                let listed = try await list(tested.archiver, prefix: prefix)
                try demand(listed, equals: expected, "the keys that begin with “\(prefix)”")
            }
        },
        promise(10, "an object of 20 MiB is kept whole, and told from another by its last byte") { tested in
            let bytes = largeObject()
            try demand(try await tested.archiver.write(bytes, to: "large"), equals: .written, "writing it")
            let found = try await tested.archiver.read("large")
            try demand(found?.count, equals: bytes.count, "how many bytes are read")
            try demand(areEqual(found ?? [], bytes), "other bytes are read than were written")
            try demand(try await tested.archiver.write(bytes, to: "large"), equals: .alreadyThere, "writing it again")
            var other = bytes
            other[other.count - 1] ^= 1
            try demand(try await tested.archiver.write(other, to: "large"), equals: .conflict, "another last byte")
        },
        promise(11, "a write that is given up wrote all or nothing, and can be repeated") { tested in
            let bytes = largeObject()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await tested.archiver.write(bytes, to: "given/up")
            }
            do {
                try demand(try await task.value, equals: .written, "what was written although it was given up")
            } catch let error as ArchiveError {
                try demand(error.code, equals: .cancelled, "why it was not written")
            }
            if let found = try await tested.archiver.read("given/up") {
                try demand(areEqual(found, bytes), "a part of the object is there")
            } else {
                try demand(try await list(tested.archiver, prefix: ""), equals: [], "the keys without the object")
            }
            let again = try await tested.archiver.write(bytes, to: "given/up")
            try demand(again != .conflict, "what was given up is in the way")
            let whole = try await tested.archiver.read("given/up")
            try demand(areEqual(whole ?? [], bytes), "the object is not whole after it was written again")
        },
        promise(12, "of several handles that write one key at once, one writes it whole", needs: [.secondHandle]) {
            tested in
            guard let reopen = tested.reopen else { throw PromiseBroken("the harness opens no second handle") }
            let bodies = (0..<8).map { [UInt8](repeating: UInt8($0), count: 100_000 + $0) }
            var handles: [any Archiver] = []
            for _ in bodies { handles.append(try await reopen()) }
            let answers = try await withThrowingTaskGroup(of: (Int, ArchiveWrite).self) { group in
                for (index, handle) in handles.enumerated() {
                    let body = bodies[index]
                    group.addTask { (index, try await handle.write(body, to: "same/key")) }
                }
                return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            let winners = answers.filter { $0.value == .written }.keys
            try demand(winners.count, equals: 1, "how many wrote it")
            try demand(answers.values.filter { $0 == .conflict }.count, equals: 7, "how many were told of a conflict")
            let found = try await tested.archiver.read("same/key")
            try demand(found == winners.first.map { bodies[$0] }, "the object is not the one that was written")
        },
    ]

    /// 20 MiB of blocks that are all different.
    private static func largeObject() -> [UInt8] {
        var random = SeededRandom(seed: 20)
        var block = (0..<1 << 13).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 << 20)
        for number in 0..<(20 << 20) / block.count {
            block[0] = UInt8(truncatingIfNeeded: number)
            block[1] = UInt8(truncatingIfNeeded: number >> 8)
            bytes += block
        }
        return bytes
    }

    /// Compared in one piece: element by element takes seconds in a build that is not optimised.
    private static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        Data(one) == Data(other)
    }
}
