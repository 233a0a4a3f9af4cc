import SalesTesting
import Testing

@testable import SalesCore

@Suite("What was held for one person and channel goes out as one message")
struct DeliveryGroupTests {
    private func claimed(
        _ number: Int,
        of user: Int64 = 2,
        over channel: Channel = .email,
        isHeld: Bool = true
    ) -> ClaimedAlert {
        let facts = Alert.Facts(
            kind: .drop,
            productName: "Kettle",
            url: Sample.url("https://shop.example/\(number)"),
            rule: .anyDrop,
            reference: nil,
            change: .of(.gbp(50_00), .gbp(40_00), at: .noon)
        )
        let alert = Alert(
            id: Alert.ID(rawValue: "\(number)"),
            userID: UserID(rawValue: user),
            productID: ProductID(rawValue: Int64(number)),
            eventID: PriceEventID(rawValue: Int64(number)),
            channel: channel,
            facts: facts,
            nextAttemptAt: .noon,
            isHeld: isHeld,
            createdAt: .noon
        )
        return ClaimedAlert(alert: alert, token: Int64(number), recipient: Sample.user(Int(user)))
    }

    private func numbers(_ claimed: [ClaimedAlert]) -> [[Int64]] {
        DeliveryGroup.groups(of: claimed).map { $0.items.map(\.token) }
    }

    @Test("and what follows it of another person, another channel or at once goes out by itself")
    func apart() {
        #expect(numbers([claimed(1), claimed(2), claimed(3)]) == [[1, 2, 3]])
        #expect(numbers([claimed(1), claimed(2, of: 3), claimed(3, of: 3)]) == [[1], [2, 3]])
        #expect(numbers([claimed(1), claimed(2, over: .sms)]) == [[1], [2]])
        #expect(numbers([claimed(1), claimed(2, isHeld: false), claimed(3)]) == [[1], [2], [3]])
        #expect(numbers([claimed(1, isHeld: false), claimed(2)]) == [[1], [2]])
        #expect(numbers([claimed(1, isHeld: false), claimed(2, isHeld: false)]) == [[1], [2]])
        #expect(numbers([]) == [])
    }

    @Test("up to as many as a message tells")
    func most() {
        let groups = numbers((0...maximumDigest).map { claimed($0) })
        #expect(groups.map(\.count) == [maximumDigest, 1])
    }
}

@Suite("Leases are kept of checks that take long")
struct HeldCheckTests {
    @Test("from an age on, until no check that goes on can take as long, in the order of their products")
    func ages() async {
        let held = HeldChecks()
        let begun: [(Int64, Duration)] = [
            (4, .seconds(5)), (3, .milliseconds(4_999)), (2, HeldChecks.longest),
            (1, HeldChecks.longest + .milliseconds(1)),
        ]
        for (product, age) in begun {
            await held.begin([CheckLease(productID: ProductID(rawValue: product), token: product)], at: .noon - age)
        }
        #expect(await held.longer(than: .seconds(5), at: .noon).map(\.token) == [2, 4])
        await held.end([CheckLease(productID: ProductID(rawValue: 4), token: 4)])
        #expect(await held.longer(than: .seconds(5), at: .noon).map(\.token) == [2])
    }
}
