import SalesCore
import SalesTesting
import Testing

@Suite("A carrier that fails", .timeLimit(.minutes(15)))
struct CarrierOutageTests {
    private let clock = ManualClock(now: .noon)

    /// Followers of products, and a carrier that takes no mail to the first few of them.
    private func bench(followers: Int, refused: Int = 0) async throws -> (PeopleBench, OutageCarrier, [User]) {
        let names = (0..<followers).map { "person\($0)" }
        let carrier = OutageCarrier(clock: clock, refusing: Set(names.prefix(refused).map { "\($0)@example.org" }))
        let bench = PeopleBench(clock: clock, further: [carrier])
        var people: [User] = []
        for name in names { people.append(try await bench.person(name)) }
        return (bench, carrier, people)
    }

    /// A product of a number that some people follow and whose price falls.
    private func drop(_ number: Int, to people: [User], _ bench: PeopleBench) async throws {
        var product: ProductID?
        for person in people { product = try await bench.follow(number, by: person) }
        if let product { try await bench.price(40_00, of: product) }
    }

    /// All alerts of some statuses.
    private func alerts(_ statuses: [Alert.Status], _ bench: PeopleBench) async throws -> [Alert] {
        var (found, token): ([Alert], PageToken?) = ([], nil)
        repeat {
            let filter = AlertFilter(statuses: statuses)
            let page = try await bench.store.alerts(matching: filter, after: token, limit: maximumPageSize)
            found += page.elements
            token = page.next
        } while token != nil
        return found
    }

    @Test(
        "for half an hour loses no alert, is not besieged, and has them all within five minutes of its return",
        arguments: [1, 100]
    )
    func halfAnHour(followers: Int) async throws {
        let (bench, carrier, people) = try await bench(followers: followers)
        carrier.isDown = true
        for minute in 0..<30 {
            try await drop(minute, to: people, bench)
            for _ in 0..<60 { try await bench.pass(.seconds(1)) }
        }
        carrier.isDown = false
        let back = clock.now
        while clock.now - back < .seconds(299), try await !alerts([.pending], bench).isEmpty {
            try await bench.pass(.seconds(1))
        }
        #expect(try await alerts([.pending], bench).isEmpty)
        let taken = carrier.calls.filter(\.isTaken).map(\.alert)
        #expect(taken.count == 30 * followers)
        #expect(Set(taken).count == taken.count)
        #expect(carrier.busiestSecond <= OutageCarrier.rate * 6 / 5)
    }

    @Test(
        "for some people gives their messages up after the attempts, and no other waits for more than five seconds",
        arguments: [1, 10]
    )
    func poisoned(refused: Int) async throws {
        let (bench, carrier, people) = try await bench(followers: refused + 1, refused: refused)
        try await drop(0, to: people, bench)
        let well = try #require(people.last)
        for number in 1...100 {
            try await drop(number, to: [well], bench)
            for _ in 0..<6 { try await bench.pass(.seconds(1)) }
        }
        while try await !alerts([.pending], bench).isEmpty { try await bench.pass(.seconds(60)) }
        let told = try await alerts([.accepted], bench)
        #expect(told.count == 101)
        for alert in told { #expect(try #require(alert.acceptedAt) - alert.createdAt <= .seconds(5)) }
        // Where it looks as if the carrier were down, they are tried so rarely that a day passes first.
        let over = try await alerts([.dead, .expired], bench)
        #expect(over.count == refused)
        let limit = bench.tracker.settings.delivery.maximumAttempts
        #expect(refused > 1 || over.map(\.attempts) == [limit])
        for alert in over {
            #expect(alert.attempts <= limit)
            #expect(carrier.calls.count { $0.alert == alert.id } <= alert.attempts)
        }
    }

    @Test("for more than a day has nothing told of what is older than a day, or over, when it is back")
    func moreThanADay() async throws {
        let (bench, carrier, people) = try await bench(followers: 4)
        carrier.isDown = true
        for hour in 0..<26 {
            try await drop(hour, to: people, bench)
            for _ in 0..<60 { try await bench.pass(.seconds(60)) }
        }
        let risen = try await bench.follow(25, by: people[0])
        try await bench.price(49_99, of: risen, was: 40_00)
        carrier.isDown = false
        for _ in 0..<300 { try await bench.pass(.seconds(1)) }
        let told = Set(try await alerts([.accepted], bench).map(\.facts.url.path))
        #expect(told == Set((3..<25).map { "/p/\($0)" }))
        #expect(carrier.calls.count(where: \.isTaken) == 4 * told.count)
        #expect(try await alerts([.expired], bench).count == 4 * 4)
        #expect(try await alerts([.pending], bench).isEmpty)
    }
}
