import Foundation
import SalesCore
import Testing

@testable import LocalShop
@testable import salesctl

@Suite("What a command ends with, and what it prints for programs", .timeLimit(.minutes(15)))
struct ExitCodeTests {
    @Test("Alerts that fail again end with 69, or with 75 where they are tried again")
    func retry() async throws {
        struct Retried: Decodable {
            let retried: Int
            let told: Int
        }
        let cases: [(answer: Int, retry: Int32)] = [(404, 69), (503, 75), (200, 0)]
        for (answer, status) in cases {
            try await OpenShop.with { shop in
                shop.setPrice(49_99, of: 6)
                try await Sandbox.with(allowing: shop) { home in
                    let hook = [
                        "SALES_NOTIFY_CHANNELS": "webhook", "SALES_NOTIFY_WEBHOOK_URL": shop.url + "/sink",
                    ]
                    let track = ["track", shop.page(6), "--below", "40"]
                    #expect(try await home.salesctl(track, environment: hook).status == 0)
                    shop.setPrice(39_99, of: 6)
                    shop.shop.setRefusal(WebhookSink.Refusal(status: 404))
                    #expect(try await home.salesctl(["check"], environment: hook).errors.contains("could not be told"))
                    shop.shop.setRefusal(answer == 200 ? nil : WebhookSink.Refusal(status: answer))
                    let run = try await home.salesctl(["alerts", "retry", "--format", "json"], environment: hook)
                    #expect(run.status == status, "\(run.errors)")
                    let record = try run.json(as: Retried.self)
                    #expect(record.retried == 1 && record.told == (answer == 200 ? 1 : 0))
                }
            }
        }
    }

    @Test("A page that is not asked for because the store failed ends as the store's failure does")
    func storeFailure() {
        for (advice, status) in [(RetryAdvice.never, ExitStatus.store), (.later(after: nil), .temporary)] {
            let failure = FetchError(.store, advice: advice, message: "The turn could not be kept.")
            #expect(Look(reading: .failed(reason: "no turn"), failure: failure).exitStatus == status)
        }
    }

    @Test("Several products are paused in one document, and one that is named is checked all the same")
    func paused() async throws {
        try await OpenShop.with { shop in
            try await Sandbox.with(allowing: shop) { home in
                for id in [4, 6] { #expect(try await home.salesctl("track", shop.page(id)).status == 0) }
                let paused = try await home.salesctl("pause", "1", "2", "--format", "json")
                #expect(try paused.json(as: [ProductRecord].self).map(\.isPaused) == [true, true])
                let check = try await home.salesctl("check", "1")
                #expect(check.status == 0 && !check.output.contains("not checked"))
                #expect(try await home.salesctl("check").status == 66)
            }
        }
    }

    @Test("A file that is kept from us is refused, and one that is not there is not found")
    func files() throws {
        #expect(InputFile.Failure(number: EACCES).status == .refused)
        #expect(InputFile.Failure(number: EPERM).status == .refused)
        for path in ["/nowhere/page.html", NSTemporaryDirectory()] {
            let failure = #expect(throws: InputFile.Failure.self) { try InputFile.open(path) }
            #expect(failure?.status == .notFound)
        }
    }

    @Test("The service is installed and removed in JSON where that is asked for")
    func service() async throws {
        struct Record: Decodable {
            let unit: String
            let isInstalled: Bool
            let isStarted: Bool
        }
        try await Sandbox.with { home in
            for (command, isInstalled) in [("install", true), ("remove", false), ("remove", false)] {
                let run = try await home.salesctl(
                    ["service", command, "--format", "json"],
                    environment: ["PATH": home.folder.path]
                )
                let record = try run.json(as: Record.self)
                #expect(run.status == 0 && record.isInstalled == isInstalled && !record.isStarted)
                #expect(record.unit.hasSuffix("salesctl-watch.service"))
            }
        }
    }
}
