import SalesCore
import Testing

@testable import LocalShop
@testable import salesctl

@Suite("What a check waits for", .timeLimit(.minutes(15)))
struct ConfirmationTests {
    private static func product(_ number: Int64) -> ProductID { ProductID(rawValue: number) }

    @Test("A change that is due soon is waited for; one that its shop put off is left")
    func split() {
        let now = Timestamp(milliseconds: 1_000_000)
        let held = [
            Self.product(3): now + .seconds(3_600), Self.product(1): now + .seconds(20),
            Self.product(2): now + .seconds(50),
        ]
        let patient = Confirmations(held, now: now, patience: .seconds(50))
        #expect(patient.soon == [Self.product(1), Self.product(2)] && patient.latest == now + .seconds(50))
        #expect(patient.left.map(\.id) == [Self.product(3)])
        let impatient = Confirmations(held, now: now, patience: nil)
        #expect(impatient.soon.isEmpty && impatient.latest == nil && impatient.left.count == 3)
    }

    @Test("One shop that asks to wait an hour keeps back no alert of another")
    func postponed() async throws {
        try await OpenShop.with { shop in
            for id in [1, 6] { shop.setPrice(49_99, of: id) }
            try await Sandbox.with(allowing: shop) { home in
                for id in [1, 6] {
                    #expect(try await home.salesctl("track", shop.page(id), "--below", "40").status == 0)
                }
                for id in [1, 6] { shop.setPrice(39_99, of: id) }
                #expect(try await home.salesctl("check", "1", "--no-wait").status == 0)
                #expect(shop.shop.setFault(Fault(kind: .status, status: 503, retryAfter: "30"), of: 1))
                // The host is left alone for as long as it asks; the other product is asked for first.
                let run = try await home.salesctl("check", "2", "1", "--no-wait")
                #expect(run.errors.contains("is not confirmed yet; `salesctl watch` looks again at"), "\(run.errors)")
            }
        }
    }
}
