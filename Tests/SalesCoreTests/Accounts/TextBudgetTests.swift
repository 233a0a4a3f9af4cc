import SalesTesting
import Testing

@testable import SalesCore

@Suite("What text messages may cost", .timeLimit(.minutes(15)))
struct TextBudgetTests {
    @Test(
        "A number's country is that of the longest code that it begins with",
        arguments: [
            ("+12125550100", "US"), ("+14165550100", "CA"), ("+18765550100", "JM"), ("+442079460001", "GB"),
            ("+441481960000", "GG"), ("+4915100000000", "DE"), ("+77010000000", "KZ"), ("+79000000000", "RU"),
            ("+59995000000", "CW"), ("+3906698000", "VA"), ("+393331234567", "IT"), ("+99890000000", "UZ"),
            ("+672322222", "NF"), ("+447700900123", "GB"),
        ]
    )
    func country(number: String, country: String) throws {
        #expect(CallingCodes.country(of: try #require(PhoneNumber(number))) == country)
    }

    @Test(
        "Numbers of satellites, ships and services without a country have none",
        arguments: ["+8821600000", "+870773", "+97912345"]
    )
    func stateless(number: String) throws {
        #expect(CallingCodes.country(of: try #require(PhoneNumber(number))) == nil)
        #expect(throws: TextBudget.Refusal.country(nil)) { try TextBudget(countries: ["GB"]).country(of: number) }
    }

    @Test("No text goes to a country that is not allowed, and none is asked for")
    func allowed() async throws {
        let bench = try AccountBench()
        await #expect(throws: AccountError.texts(.country("JM"))) {
            try await bench.accounts.signUp(SignUp(phone: "+18765550100"))
        }
        #expect(try await bench.store.user(at: "+18765550100", on: .sms) == nil)
        #expect(throws: TextBudget.Refusal.country("GB")) { try TextBudget().country(of: AccountBench.phone) }
    }

    @Test("What a day may cost is never passed, by the parts that texts take and the prices of countries")
    func daily() async throws {
        let store = MemoryStore()
        let budget = TextBudget(countries: ["GB", "DE"], price: 40_000, prices: ["DE": 80_000], daily: 200_000)
        let now = ManualClock.start
        func send(_ text: String, _ number: String, at time: Timestamp) async throws -> TextBudget.Refusal? {
            try await budget.admit(
                parts: TextBudget.parts(of: text),
                to: number,
                for: .alert,
                counting: store,
                at: time
            )
        }
        let long = String(repeating: "x", count: 161)
        #expect(try await send(long, "+442079460001", at: now) == nil)
        #expect(try await send("x", "+4915100000000", at: now) == nil)
        let full = try await send("x", "+4915100000000", at: now)
        let midnight = Timestamp(milliseconds: (now.utcDay + 1) * Timestamp.millisecondsPerDay)
        #expect(full == .spent(until: midnight))
        #expect(try await send("x", "+442079460001", at: now) == nil)
        #expect(try await send("x", "+442079460001", at: now) == .spent(until: midnight))
        #expect(try await send("x", "+442079460001", at: midnight) == nil)
    }

    @Test("A country gets only so many texts an hour")
    func hourly() async throws {
        let store = MemoryStore()
        let budget = TextBudget(countries: ["GB", "DE"], daily: .max, hourlyPerCountry: 2)
        for number in ["+442079460001", "+442079460002", "+4915100000000"] {
            #expect(
                try await budget.admit(parts: 1, to: number, for: .alert, counting: store, at: ManualClock.start) == nil
            )
        }
        let refusal = try await budget.admit(
            parts: 1,
            to: "+442079460003",
            for: .alert,
            counting: store,
            at: ManualClock.start
        )
        #expect(refusal == .crowded("GB", until: ManualClock.start + .seconds(3_600)))
    }

    @Test("A code that the day cannot pay for waits for the next day, and a flood to one number costs three texts")
    func letters() async throws {
        let bench = try AccountBench(texts: TextBudget(countries: ["GB"], price: 50_000, daily: 200_000))
        for number in 0..<2 { _ = try await bench.signUp(email: nil, phone: "+44207946000\(number)") }
        #expect(bench.texts.messages.count == 2)
        try await bench.accounts.signUp(SignUp(phone: "+442079460009"))
        #expect(try await bench.accounts.deliverLetters() == 0)
        bench.clock.advance(by: .seconds(12 * 3_600))
        #expect(try await bench.accounts.deliverLetters() == 1)
        let flooded = try AccountBench()
        for _ in 0..<50 { try await flooded.accounts.signUp(SignUp(phone: AccountBench.phone)) }
        #expect(try await flooded.accounts.deliverLetters() == 3)
    }

    @Test("Codes, which anybody may have sent anywhere, leave half of a day and of an hour for alerts")
    func shares() async throws {
        let store = MemoryStore()
        let now = ManualClock.start
        func send(_ use: TextBudget.Use, _ budget: TextBudget) async throws -> TextBudget.Refusal? {
            try await budget.admit(parts: 1, to: AccountBench.phone, for: use, counting: store, at: now)
        }
        let midnight = Timestamp(milliseconds: (now.utcDay + 1) * Timestamp.millisecondsPerDay)
        let daily = TextBudget(countries: ["GB"], price: 50_000, daily: 200_000)
        for refusal in [nil, nil, TextBudget.Refusal.codes(until: midnight)] {
            #expect(try await send(.code, daily) == refusal)
        }
        for refusal in [nil, nil, TextBudget.Refusal.spent(until: midnight)] {
            #expect(try await send(.alert, daily) == refusal)
        }
        let hour = now + .seconds(3_600)
        let hourly = TextBudget(countries: ["GB"], daily: .max, hourlyPerCountry: 9)
        // Four texts were sent this hour, two of them codes.
        for refusal in [nil, nil, TextBudget.Refusal.codes(until: hour)] {
            #expect(try await send(.code, hourly) == refusal)
        }
        #expect(try await send(.alert, hourly) == nil)
    }

    @Test(
        "A day is spent where it has no room for an alert of all the parts that it may have, and codes by their share"
    )
    func spent() async throws {
        let store = MemoryStore()
        let now = ManualClock.start
        let midnight = Timestamp(milliseconds: (now.utcDay + 1) * Timestamp.millisecondsPerDay)
        let budget = TextBudget(countries: ["GB"], price: 50_000, daily: 200_000, codeShare: 25)
        #expect(try await budget.spent(counting: store, at: now) == nil)
        let code = try await budget.admit(parts: 1, to: AccountBench.phone, for: .code, counting: store, at: now)
        #expect(code == nil)
        #expect(try await budget.spent(counting: store, at: now) == .codes(until: midnight))
        let alert = try await budget.admit(parts: 2, to: AccountBench.phone, for: .alert, counting: store, at: now)
        // One part of 50,000 has room.
        #expect(alert == nil)
        #expect(try await budget.spent(counting: store, at: now) == .spent(until: midnight))
        let dear = TextBudget(countries: ["GB"], price: .max, daily: 200_000)
        #expect(try await dear.spent(counting: MemoryStore(), at: now) == .spent(until: midnight))
    }

    @Test("A refusal's moment is written as whoever reads it wants it, and in UTC unless they say")
    func moment() {
        let time = ManualClock.start
        for refusal in [TextBudget.Refusal.crowded("GB", until: time), .spent(until: time), .codes(until: time)] {
            #expect(refusal.description.contains("until \(time)"))
            #expect(refusal.text { _ in "noon" } == refusal.description.replacing(time.description, with: "noon"))
        }
    }

    @Test("A budget of one text a day is enough for a code, and a share outside of 0 to 100 is held within")
    func smallest() async throws {
        for share in [Int64.min, 50, .max] {
            let budget = TextBudget(
                countries: ["GB"],
                price: 50_000,
                daily: share == .max ? .max : 80_000,
                hourlyPerCountry: 1,
                codeShare: share
            )
            let store = MemoryStore()
            for refusal in [nil, TextBudget.Refusal.crowded("GB", until: ManualClock.start + .seconds(3_600))] {
                #expect(
                    try await budget.admit(
                        parts: 1,
                        to: AccountBench.phone,
                        for: .code,
                        counting: store,
                        at: ManualClock.start
                    ) == refusal
                )
            }
        }
    }

    @Test("Texts are counted in the parts that carriers charge for")
    func parts() {
        for (length, parts) in [(0, 1), (160, 1), (161, 2), (306, 2), (307, 3)] {
            #expect(TextBudget.parts(of: String(repeating: "a", count: length)) == parts)
        }
        for (length, parts) in [(70, 1), (71, 2), (134, 2), (135, 3)] {
            #expect(TextBudget.parts(of: String(repeating: "ж", count: length)) == parts)
        }
    }

    @Test(
        "Alerts by text are counted too: held when the day is spent, dead where texts do not go, free for the operator"
    )
    func alerts() async throws {
        let store = MemoryStore()
        let gate = TextGate(TextBudget(countries: ["GB"], price: 50_000, daily: 200_000), counting: store)
        let now = ManualClock.start
        func hold(_ phone: String?, _ channel: Channel = .sms, attempts: Int = 1) async -> Settlement.Outcome? {
            let alert = Alert(
                id: Alert.ID(rawValue: "1"),
                userID: UserID(rawValue: 2),
                productID: ProductID(rawValue: 1),
                eventID: PriceEventID(rawValue: 1),
                channel: channel,
                facts: Sample.facts(),
                attempts: attempts,
                nextAttemptAt: now,
                createdAt: now
            )
            return await gate.hold([alert], to: User(id: UserID(rawValue: 2), phone: phone, createdAt: now), at: now)
        }
        for _ in 0..<2 { #expect(await hold(AccountBench.phone) == nil) }
        let midnight = Timestamp(milliseconds: (now.utcDay + 1) * Timestamp.millisecondsPerDay)
        let spent = TextBudget.Refusal.spent(until: midnight).description
        #expect(await hold(AccountBench.phone) == .held(until: midnight, reason: spent))
        #expect(await hold(AccountBench.phone, attempts: 2) == nil)
        #expect(await hold(AccountBench.phone, .email) == nil)
        #expect(await hold(nil) == nil)
        guard case .dead = await hold("+18765550100") else {
            Issue.record("a text to a country that is not allowed was let through")
            return
        }
    }
}
