import SalesCore
import SalesTesting
import Testing

@Suite("An export is the same after a round trip")
struct TransferTests {
    private static let header = #"{"record":"header","format":"sales-tracker-export","version":1}"#

    private func lines(of tracker: Tracker) async throws -> [String] {
        var lines: [String] = []
        try await tracker.export { lines.append(try $0.line()) }
        return lines
    }

    @Test("Products, rules, prices and alerts come back equal, and a second import adds nothing")
    func roundTrip() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track(.dropByShare(basisPoints: 1_000))
        for price in ["44.00", "39.00", "60.00"] { try await bench.settle(price) }
        let exported = try await lines(of: bench.tracker)
        #expect(exported.filter { $0.contains(#""record":"price""#) }.count == 4)
        #expect(exported.filter { $0.contains(#""record":"alert""#) }.count == 2)
        let copy = try TrackerBench()
        for expected in [
            Importer.Count(products: 1, subscriptions: 1, prices: 4, alerts: 2), Importer.Count(products: 1),
        ] {
            var importer = Importer(into: copy.store, time: copy.clock)
            for line in exported { try await importer.take(line) }
            try await importer.finish()
            #expect(importer.count == expected)
            #expect(try await lines(of: copy.tracker) == exported)
        }
    }

    @Test("Alerts that are settled during an export push none of the others out of it")
    func busyExport() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        try await bench.settle("39.00")
        let told = try #require(try await bench.alerts().first)
        let count = 2 * maximumPageSize + 500
        _ = try await bench.store.restoreAlerts((1...count).map { told.copy(named: "past \($0)") })
        var names: [Alert.ID] = []
        try await bench.tracker.export { record in
            guard case .alert(let alert) = record else { return }
            if names.isEmpty { _ = try await bench.store.restoreAlerts((1...3).map { told.copy(named: "new \($0)") }) }
            names.append(alert.id)
        }
        #expect(names.count == Set(names).count)
        #expect(names.count { $0.rawValue.hasPrefix("past") } == count)
    }

    @Test(
        "A mistake is named with its line",
        arguments: [
            (#"{"record":"price"}"#, 1, "product"),
            ("not json", 1, "no JSON"),
            (#"{"record":"header","format":"other","version":1}"#, 1, "format"),
            (#"{"record":"header","format":"sales-tracker-export","version":99}"#, 1, "newer"),
            (
                header + "\n" + #"{"record":"price","product":3,"at":1,"price":{"amount":"1.00","currency":"GBP"}}"#, 2,
                "product 3"
            ),
            (header + "\n\n" + #"{"record":"product"}"#, 3, "missing"),
        ]
    )
    func mistakes(text: String, line: Int, words: String) async throws {
        let bench = try TrackerBench()
        var importer = Importer(into: bench.store, time: bench.clock)
        var failure: Importer.Failure?
        do {
            for line in text.split(separator: "\n", omittingEmptySubsequences: false) { try await importer.take(line) }
        } catch {
            failure = error
        }
        guard case .line(let number, let reason) = try #require(failure) else {
            Issue.record("the failure names no line")
            return
        }
        #expect(number == line)
        #expect(reason.contains(words), "\(reason)")
    }

    @Test("A pending alert is refused with its line: the installation that made it tells it")
    func pendingAlert() async throws {
        let bench = try TrackerBench()
        bench.show(bench.page("49.99"))
        _ = try await bench.track()
        try await bench.settle("44.00")
        let exported = try await lines(of: bench.tracker).map {
            $0.replacing(#""status":"accepted""#, with: #""status":"pending""#)
        }
        var importer = Importer(into: try TrackerBench().store, time: bench.clock)
        for line in exported.dropLast() { try await importer.take(line) }
        do {
            try await importer.take(try #require(exported.last))
            Issue.record("a pending alert was taken")
        } catch let failure as Importer.Failure {
            #expect("\(failure)" == "Line \(exported.count): a pending alert cannot be taken over.")
        }
    }
}

extension Alert {
    fileprivate func copy(named name: String) -> Alert {
        Alert(
            id: ID(rawValue: name),
            userID: userID,
            productID: productID,
            eventID: eventID,
            channel: channel,
            facts: facts,
            status: status,
            nextAttemptAt: nextAttemptAt,
            createdAt: createdAt
        )
    }
}
