import SalesCore
import SalesCurl
import SalesTesting
import SeaweedServer
import Synchronization
import Testing

@testable import SalesAWS

/// Archives in S3 for tests.
enum S3Bed {
    static let region: AWSRegion = {
        guard let region = AWSRegion("us-east-1") else { preconditionFailure("this is a region") }
        return region
    }()

    static let http = CurlHTTPClient(
        engine: CurlEngine(policy: .trusted, limits: S3Archiver.engineLimits),
        options: CurlOptions(contact: "https://tracker.example")
    )

    static func client(_ credentials: any CredentialSource, time: any TimeSource = SystemTime()) -> AWSClient {
        AWSClient(http: http, credentials: CredentialCache(credentials, time: time), time: time)
    }

    static func client(
        _ identity: SeaweedServer.Identity,
        time: any TimeSource = SystemTime()
    ) throws -> AWSClient {
        let credentials = AWSCredentials(accessKeyID: identity.key, secretAccessKey: identity.secret)
        return client(try #require(credentials), time: time)
    }

    /// A place at the tests' SeaweedFS.
    static func place(
        prefix: String,
        bucket: String = SeaweedServer.bucket,
        listing: S3Place.Listing? = nil
    ) async throws -> S3Place {
        let endpoint = try PageURL(try await SeaweedServer.shared().url)
        return try S3Place(bucket: bucket, prefix: prefix, region: region, endpoint: endpoint, listing: listing)
    }

    /// An archive at the tests' SeaweedFS.
    static func archiver(
        in place: S3Place,
        as identity: SeaweedServer.Identity = SeaweedServer.archivist,
        options: S3Archiver.Options = .init(partBytes: S3Archiver.Options.leastPartBytes),
        time: any TimeSource = SystemTime()
    ) throws -> S3Archiver {
        S3Archiver(in: place, options: options, client: try client(identity, time: time))
    }

    /// An archive at a scripted service, with parts of any size, whose waits are over at once.
    static func archiver(
        at service: ScriptedS3,
        options: S3Archiver.Options = .init(),
        partBytes: Int = 16 << 20,
        listing: S3Place.Listing = .keys,
        patience: S3Patience = S3Patience(),
        time: any TimeSource = HastyClock(),
        credentials: any CredentialSource = AWSServer.credentials
    ) throws -> S3Archiver {
        let place = try S3Place(
            bucket: ScriptedS3.bucket,
            prefix: ScriptedS3.prefix,
            region: region,
            endpoint: service.origin,
            listing: listing
        )
        let caller = S3Caller(
            client: client(credentials, time: time),
            place: place,
            patience: patience,
            random: .seeded(1)
        )
        return S3Archiver(caller: caller, options: options, partBytes: partBytes)
    }
}

/// A clock on which every wait is over at once, and has taken its time.
final class HastyClock: TimeSource {
    private struct State {
        var now: Timestamp
        var waits: [Duration] = []
    }

    private let state: Mutex<State>

    init(now: Timestamp = ManualClock.start) {
        state = Mutex(State(now: now))
    }

    var now: Timestamp { state.withLock { $0.now } }

    /// How long it was waited, in order.
    var waits: [Duration] { state.withLock { $0.waits } }

    func sleep(for duration: Duration) async throws(CancellationError) {
        guard !Task.isCancelled else { throw CancellationError() }
        state.withLock { state in
            state.now = state.now + duration
            state.waits.append(duration)
        }
    }
}
