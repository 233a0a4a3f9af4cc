import CryptoExtras
import Foundation
import HTTPTypes
import SalesCore
import SalesTesting
import Testing

@testable import SalesAWS

@Suite("Certificates of Amazon SNS", .timeLimit(.minutes(15)))
struct SNSCertificateTests {
    private static let host = "sns.eu-central-1.amazonaws.com"

    private static func authority() throws -> SNSAuthority { try SNSAuthority.shared.get() }

    private static func effect(of bed: SNSBed) async throws -> Int {
        try await bed.effect(of: SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: bed.key).body).count
    }

    @Test("may name SNS or its region, by the common name or by the alternatives in place of it")
    func names() async throws {
        let key = try SNSBed().key
        let authority = try Self.authority()
        for (name, alternatives, isRight) in [
            ("sns.amazonaws.com", [], true), (Self.host, [], true), ("x", [Self.host], true),
            ("x", ["a.example", "sns.amazonaws.com"], true), ("sns.amazonaws.com", ["evil.example"], false),
            ("evil.example", [], false), ("sns.us-east-1.amazonaws.com", [], false), ("*.amazonaws.com", [], false),
        ] as [(String, [String], Bool)] {
            let bed = try SNSBed(pem: authority.pem(name, alternatives: alternatives, for: key))
            if isRight {
                #expect(try await Self.effect(of: bed) == 2)
            } else {
                let error = await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
                #expect(error?.advice == .never)
            }
        }
    }

    @Test("count while they are valid, also those that are kept")
    func validity() async throws {
        let key = try SNSBed().key
        let authority = try Self.authority()
        for (start, end) in [(Duration.seconds(1), Duration.seconds(60)), (.seconds(-60), .seconds(0))] {
            let bed = try SNSBed(pem: authority.pem("sns.amazonaws.com", for: key, from: start, to: end))
            await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
        }
        let bed = try SNSBed()
        #expect(try await Self.effect(of: bed) == 2)
        bed.clock.advance(by: .seconds(3_600))
        await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
        #expect(bed.fetcher.requests.count == 2)
    }

    @Test("must lead to an authority that is trusted, where authorities are named")
    func chain() async throws {
        let key = try SNSBed().key
        let authority = try Self.authority()
        let bed = try SNSBed(authorities: authority.rootPEM())
        #expect(try await Self.effect(of: bed) == 2)
        let stranger = try SNSAuthority()
        for pem in [
            try stranger.pem("sns.amazonaws.com", for: key),
            try stranger.pem("sns.amazonaws.com", for: key) + "\n" + stranger.rootPEM(),
        ] {
            let bed = try SNSBed(pem: pem, authorities: authority.rootPEM())
            await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
        }
        #expect(throws: FeedbackError.self) { try SNSBed(authorities: "no certificate") }
    }

    @Test(
        "that are none have no effect",
        arguments: [
            "", "<html>", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ]
    )
    func rubbish(_ pem: String) async throws {
        let bed = try SNSBed(pem: pem)
        let error = await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
        #expect(error?.advice == .never)
    }

    @Test("that cannot be fetched now let the report come again")
    func unavailable() async throws {
        let url = try PageURL(SNSLetter.certificate)
        for answer in [
            ScriptedFetcher.Answer.failure(FetchError(.timeout, message: "late")),
            .page("", at: url, status: .serviceUnavailable), .page("", at: url, status: .tooManyRequests),
        ] {
            let bed = try SNSBed()
            bed.fetcher.script(url, answer)
            let error = await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
            #expect(error?.advice == .later(after: nil))
        }
    }

    @Test("are asked for a few times a minute, however many are named")
    func flood() async throws {
        let bed = try SNSBed()
        for number in 0..<50 {
            let url = SNSLetter.certificate.replacing("0a1b2c3d", with: "\(number)")
            let letter = try SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: bed.key)
            await #expect(throws: FeedbackError.self) {
                try await bed.effect(of: letter.with("SigningCertURL", url).body)
            }
        }
        #expect(bed.fetcher.requests.count == SNSCertificates.fetchesPerMinute)
        let error = await #expect(throws: FeedbackError.self) { try await Self.effect(of: bed) }
        #expect(error?.advice == .later(after: .seconds(60)))
        bed.clock.advance(by: .seconds(61))
        #expect(try await Self.effect(of: bed) == 2)
    }

    @Test("are fetched once for reports that come together")
    func together() async throws {
        let bed = try SNSBed(isSlow: true)
        let body = try SNSLetter.notification(SNSFeedbackTests.bounce).signed(by: bed.key).body
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<20 { group.addTask { try await bed.effect(of: body).count } }
            for try await count in group { #expect(count == 2) }
        }
        #expect(bed.fetcher.requests.count == 1)
    }
}
