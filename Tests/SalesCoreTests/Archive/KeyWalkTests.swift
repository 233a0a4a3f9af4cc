import SalesTesting
import Testing

@testable import SalesCore

@Suite("Walking through folders in the order of keys")
struct KeyWalkTests {
    /// The entries of one folder, as a place of these keys shows them.
    private func entries(of folder: String, in keys: [String]) -> [KeyWalk.Entry] {
        let below = keys.filter { $0.hasPrefix(folder) }.map { key -> KeyWalk.Entry in
            let rest = key.dropFirst(folder.count)
            return rest.firstIndex(of: "/").map { .folder(folder + rest[...$0]) } ?? .key(key)
        }
        return Array(Set(below))
    }

    private func page(
        of keys: [String],
        prefix: String = "",
        after token: PageToken? = nil,
        limit: Int = 1_000
    ) -> (page: Page<String>, folders: [String]) {
        var walk = KeyWalk(prefix: prefix, after: token, limit: limit)
        var folders: [String] = []
        while let folder = walk.nextFolder() {
            folders.append(folder)
            walk.take(entries(of: folder, in: keys))
        }
        return (walk.page, folders)
    }

    @Test("gives the keys in byte order, in pages of any size, by any prefix")
    func order() {
        var random = SeededRandom(seed: 3)
        for _ in 0..<300 {
            var keys: Set<String> = []
            for _ in 0..<Int.random(in: 0...30, using: &random) {
                let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                    let signs = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                        "a-.=_0".randomElement(using: &random) ?? "a"
                    }
                    return String(signs)
                }
                let key = parts.joined(separator: "/")
                // No key goes on where another ends.
                let isFree = !keys.contains { $0.hasPrefix(key + "/") || key.hasPrefix($0 + "/") }
                if ArchiveLimits.isKey(key), isFree { keys.insert(key) }
            }
            let sorted = keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for prefix in ["", "a", "a/", "a-", "a/a", "-/", "..", "../", "/", "é"] {
                let expected = sorted.filter { $0.hasPrefix(prefix) }
                var found: [String] = []
                var token: PageToken?
                repeat {
                    let part = page(of: sorted, prefix: prefix, after: token, limit: 3).page
                    #expect(part.elements.count <= 3 && (part.next == nil || part.elements.count == 3))
                    found += part.elements
                    token = part.next
                } while token != nil
                #expect(found == expected, "\(sorted), “\(prefix)”")
            }
        }
    }

    @Test("asks for no folder that holds nothing of the page")
    func pruned() {
        let days = (10...29).map { "date=2026-11-\($0)" }
        let keys = ["manifests", "prices", "products"].flatMap { table in days.map { "\(table)/\($0)/part-00000.csv" } }
        let one = page(of: keys, prefix: "prices/date=2026-11-24/")
        #expect(one.folders == ["prices/date=2026-11-24/"] && one.page.elements.count == 1)
        let some = page(of: keys, prefix: "prices/date=2026-11-2")
        #expect(some.folders.count == 11 && some.page.elements.count == 10)
        let rest = page(of: keys, after: PageToken(text: "products/date=2026-11-28/part-00000.csv"))
        #expect(rest.page.elements == ["products/date=2026-11-29/part-00000.csv"])
        #expect(rest.folders == ["", "products/", "products/date=2026-11-28/", "products/date=2026-11-29/"])
        let first = page(of: keys, limit: 1)
        #expect(first.folders.count == 4 && first.page.next?.text == "manifests/date=2026-11-10/part-00000.csv")
    }

    @Test("takes nothing that is no key or no folder of keys")
    func foreign() {
        var walk = KeyWalk(prefix: "", after: nil, limit: 10)
        #expect(walk.nextFolder() == "")
        walk.take([.key("A"), .key("b/"), .folder("c"), .folder("D/"), .folder("/"), .key(""), .key("e")])
        #expect(walk.nextFolder() == nil)
        #expect(walk.page.elements == ["e"])
    }
}
