import SalesCore
import SalesTesting
import Synchronization

/// An archiver that does as promised, save for one thing.
final class SabotagedArchiver: Archiver {
    /// One way of breaking an archiver, and the promises that must each catch it.
    enum Sabotage: String, CaseIterable, Sendable {
        case flipsBits, cutsLargeObjects, callsAllWritten, refusesRepetitions, overwrites, readsEmpty
        case listsBackwards, listsWholePartsOnly, takesAnyKey, isolatesHandles
        case losesSigns, losesSecondPart, comparesBeginnings, leavesHalves

        var breaks: [Int] {
            switch self {
            case .flipsBits: [1]
            case .cutsLargeObjects: [1, 10]
            case .callsAllWritten, .refusesRepetitions: [2]
            case .overwrites: [3, 4]
            case .readsEmpty: [5]
            case .listsBackwards, .listsWholePartsOnly: [6]
            case .takesAnyKey: [7]
            case .isolatesHandles: [8, 12]
            case .losesSigns: [9]
            case .losesSecondPart, .comparesBeginnings: [10]
            case .leavesHalves: [11]
            }
        }
    }

    private let archiver = MemoryArchiver()
    private let sabotage: Sabotage?
    private let overwritten = Mutex<[String: [UInt8]]>([:])

    init(_ sabotage: Sabotage?) { self.sabotage = sabotage }

    static func harness(_ sabotage: Sabotage?) -> ArchiverHarness {
        ArchiverHarness {
            let archiver = SabotagedArchiver(sabotage)
            return TestedArchiver(
                archiver,
                reopen: { sabotage == .isolatesHandles ? MemoryArchiver() as any Archiver : archiver }
            )
        }
    }

    func write(_ bytes: [UInt8], to key: String) async throws(ArchiveError) -> ArchiveWrite {
        let key = sabotage == .takesAnyKey ? "k" + key.filter { ("a"..."z").contains($0) }.prefix(99) : signed(key)
        let answer = try await archiver.write(kept(of: bytes), to: String(key))
        switch (sabotage, answer) {
        case (.comparesBeginnings, .conflict):
            let present = try await archiver.read(key)
            return present?.count == bytes.count && bytes.count > 1 << 20 ? .alreadyThere : .conflict
        case (.callsAllWritten, .alreadyThere): return .written
        case (.refusesRepetitions, .alreadyThere): return .conflict
        case (.overwrites, .conflict):
            overwritten.withLock { $0[key] = bytes }
            return .written
        default: return answer
        }
    }

    /// The key, with signs that are one to whoever loses them.
    private func signed(_ key: String) -> String {
        sabotage == .losesSigns ? key.replacing("=", with: "-") : key
    }

    /// What is left of an object.
    private func kept(of bytes: [UInt8]) -> [UInt8] {
        switch sabotage {
        case .cutsLargeObjects: Array(bytes.prefix(1 << 16))
        case .losesSecondPart: Array(bytes.prefix(16 << 20))
        case .leavesHalves where Task.isCancelled: Array(bytes.prefix(bytes.count / 2))
        default: bytes
        }
    }

    func read(_ key: String) async throws(ArchiveError) -> [UInt8]? {
        let key = signed(key)
        if let bytes = overwritten.withLock({ $0[key] }) { return bytes }
        var bytes = try await archiver.read(key)
        if sabotage == .flipsBits, bytes?.isEmpty == false { bytes?[0] ^= 1 }
        return sabotage == .readsEmpty ? bytes ?? [] : bytes
    }

    func list(prefix: String, after token: PageToken?, limit: Int) async throws(ArchiveError) -> Page<String> {
        var page = try await archiver.list(prefix: prefix, after: token, limit: limit)
        if sabotage == .listsBackwards { page.elements.reverse() }
        if sabotage == .listsWholePartsOnly, !prefix.isEmpty, !prefix.hasSuffix("/") { page.elements = [] }
        return page
    }
}
