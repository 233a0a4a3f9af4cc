import Foundation
import SalesCore
import SalesTesting
import Testing

@Suite("Promises are numbered, cited and told apart")
struct PromiseTests {
    /// Number and sentence of every promise of every port.
    static let all: [(number: String, sentence: String)] =
        stores.map { ($0.number, $0.sentence) } + ArchiverPromises.all.map { ($0.number, $0.sentence) }
        + NotifierPromises.all.map { ($0.number, $0.sentence) } + FetcherPromises.all.map { ($0.number, $0.sentence) }

    private static let stores: [Promise<StoreHarness>] = [
        StorePromises.all, AccountPromises.all, LedgerPromises.all, SessionPromises.all, KeyPromises.all,
        OverviewPromises.all, InstallationPromises.all,
    ].flatMap(\.self)

    @Test("no number and no sentence is used twice")
    func numbersAreUnique() {
        #expect(Dictionary(grouping: Self.all, by: \.number).filter { $0.value.count > 1 }.keys.sorted() == [])
        #expect(Dictionary(grouping: Self.all, by: \.sentence).filter { $0.value.count > 1 }.keys.sorted() == [])
    }

    @Test("the ports cite exactly the promises that there are")
    func citationsMatch() throws {
        let cited = try Self.citedNumbers()
        let present = Set(Self.all.map(\.number))
        #expect(cited.subtracting(present).sorted() == [], "cited in Ports, and no such promise")
        #expect(present.subtracting(cited).sorted() == [], "promised, and cited nowhere in Ports")
    }

    @Test("a case of a test run shows the number and the sentence")
    func description() throws {
        let promise = try #require(StorePromises.all.first { $0.number == "STORE-12" })
        #expect(promise.testDescription == "STORE-12: a subscription to no product or of nobody is not saved")
    }

    @Test("a broken promise says which, and what was found, also where the store threw")
    func brokenPromise() async {
        let promise = Promise<Int>("X-1", "it is there", role: "x") { _ in throw CancellationError() }
        await #expect { try await promise.check(1) } throws: { error in
            "\(error)" == "Broken promise X-1: it is there — it threw: CancellationError()"
        }
    }

    /// The numbers in the lines `- Promise: STORE-1, STORE-3 to STORE-5` of the ports' sources.
    private static func citedNumbers(file: String = #filePath) throws -> Set<String> {
        let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let ports = root.appending(path: "Sources/SalesCore/Ports").resolvingSymlinksInPath()
        var numbers: Set<String> = []
        for name in try FileManager.default.contentsOfDirectory(atPath: ports.path) where name.hasSuffix(".swift") {
            let text = try String(contentsOf: ports.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                guard let mark = line.range(of: "- Promise: ") else { continue }
                for part in line[mark.upperBound...].split(separator: ",") {
                    let ends = part.components(separatedBy: " to ").map { $0.trimmingCharacters(in: .whitespaces) }
                    let name = String(ends[0].prefix { $0 != "-" })
                    let bounds = ends.compactMap { Int($0.drop { !$0.isNumber }) }
                    guard let first = bounds.first, let last = bounds.last, first <= last else { continue }
                    numbers.formUnion((first...last).map { "\(name)-\($0)" })
                }
            }
        }
        return numbers
    }
}
