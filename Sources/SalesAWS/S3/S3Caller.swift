internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import SalesCore

/// Sends requests to a place in S3, again where that may help.
struct S3Caller: Sendable {
    let client: AWSClient
    let place: S3Place
    var patience = S3Patience()
    let random: RandomSource

    /// The same, without a second attempt at anything.
    var once: S3Caller { S3Caller(client: client, place: place, patience: .none, random: random) }

    private var signer: RequestSigner { RequestSigner(service: "s3", region: place.region) }

    /// Sends a request until it is answered for good.
    func send(_ request: AWSRequest) async throws(S3Trouble) -> FetchResponse {
        var turns = begin()
        while true {
            do {
                return try await attempt(request)
            } catch {
                try await pause(after: error, &turns)
            }
        }
    }

    /// Sends a request once, and answers what came of it.
    func outcome(of request: AWSRequest) async -> Result<FetchResponse, S3Trouble> {
        do {
            return .success(try await attempt(request))
        } catch {
            return .failure(error)
        }
    }

    /// The first attempt at a request.
    func begin() -> S3Turns { S3Turns(began: client.time.now) }

    /// Waits until a request may be made again.
    ///
    /// - Throws: the trouble itself, where trying again cannot help or has been tried often enough.
    func pause(after trouble: S3Trouble, _ turns: inout S3Turns) async throws(S3Trouble) {
        if trouble.isExpired, turns.renew() { return }
        guard trouble.isPassing else { throw trouble }
        var random = random
        let spent = client.time.now - turns.began
        guard let wait = patience.wait(after: turns.attempt, asked: trouble.wait, spent: spent, using: &random) else {
            throw trouble
        }
        turns.next()
        do {
            try await client.time.sleep(for: wait)
        } catch {
            throw .cancelled
        }
    }

    /// Sends a request once, and returns the response where it says that it was done.
    func attempt(_ request: AWSRequest) async throws(S3Trouble) -> FetchResponse {
        let response: FetchResponse
        do {
            response = try await client.send(request, signedBy: signer)
        } catch {
            throw S3Trouble(error, at: place)
        }
        guard (200...299).contains(response.status.code) else {
            throw S3Trouble(response, at: place, now: client.time.now)
        }
        if request.method == .post { try checkLateError(response) }
        if request.isVerbatim { try checkWhole(response) }
        return response
    }

    /// The bytes of an object, or nil.
    func object(_ key: String) async throws(S3Trouble) -> [UInt8]? {
        var request = AWSRequest(.get, try url(of: key), fields: [.amzChecksumMode: "ENABLED"])
        request.isVerbatim = true
        request.limits = S3Limits.object
        do {
            return try await send(request).body
        } catch {
            guard error.isAbsence else { throw error }
            return nil
        }
    }

    /// The URL of an object, or of the bucket.
    func url(of key: String? = nil, _ query: [(String, String)] = []) throws(S3Trouble) -> PageURL {
        guard let url = place.url(of: key, query) else {
            let message = "A URL in \(place.shown) would be too long; shorten the prefix."
            throw S3Trouble(error: ArchiveError(.invalidArgument, message: message))
        }
        return url
    }

    /// What takes long is answered with 200 before S3 knows how it ends, and the error comes in the body
    /// (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html).
    private func checkLateError(_ response: FetchResponse) throws(S3Trouble) {
        let text = String(decoding: response.body, as: UTF8.self)
        guard text.contains("<Error>") else { return }
        var late = response
        late.status =
            switch XMLText.first("Code", in: text) ?? "" {
            case "PreconditionFailed": 412
            case "ConditionalRequestConflict", "OperationAborted": 409
            case "AccessDenied": 403
            case "NoSuchUpload": 404
            default: 500
            }
        throw S3Trouble(late, at: place, now: client.time.now)
    }

    /// Whether a body is all of its object, and nothing else.
    private func checkWhole(_ response: FetchResponse) throws(S3Trouble) {
        let isChunked = response.fields[.transferEncoding] != nil
        let length = response.fields[.contentLength].flatMap { Int($0) }
        guard isChunked || length == response.body.count else {
            throw S3Trouble(brokenAt: place, "an object without its length, or of another one")
        }
        // Of what was put together from parts the checksum is one of checksums, with their number behind it.
        guard let stated = response.fields[.amzChecksumSHA256], !stated.contains("-") else { return }
        guard stated == Data(SHA256.hash(data: response.body)).base64EncodedString() else {
            throw S3Trouble(brokenAt: place, "an object that is not what its checksum says")
        }
    }
}

/// What requests to S3 may cost.
enum S3Limits {
    /// 30 seconds and 1 MiB, for requests that carry no object.
    static let call = FetchLimits(deadline: .seconds(30), bodyBytes: 1 << 20, fieldBytes: 64 << 10, redirects: 0)
    /// 10 seconds to begin an upload, since it is waited for also where somebody waits for the end.
    static let creation = FetchLimits(deadline: .seconds(10), bodyBytes: 1 << 20, fieldBytes: 64 << 10, redirects: 0)
    /// Half an hour for a whole object; one that does not come at all is given up after two minutes of silence.
    static let object = FetchLimits(
        deadline: .seconds(1_800),
        bodyBytes: ArchiveLimits.objectBytes,
        fieldBytes: 64 << 10,
        redirects: 0
    )
    /// 2 minutes to make an object of its parts, which S3 takes time for.
    static let completion = FetchLimits(
        deadline: .seconds(120),
        bodyBytes: 1 << 20,
        fieldBytes: 64 << 10,
        redirects: 0
    )
    /// 30 seconds and 8 MiB for a list: a thousand keys of a kilobyte, each sign of which may be written as three, and
    /// what S3 says of each.
    static let list = FetchLimits(deadline: .seconds(30), bodyBytes: 8 << 20, fieldBytes: 64 << 10, redirects: 0)
    /// 5 seconds to give an upload back, since somebody may wait for the end.
    static let abandonment = FetchLimits(deadline: .seconds(5), bodyBytes: 1 << 20, fieldBytes: 64 << 10, redirects: 0)

    /// 30 seconds, and a second for each 64 KiB that is sent.
    static func sending(_ bytes: Int) -> FetchLimits {
        var limits = call
        limits.deadline = .seconds(30 + bytes / (64 << 10))
        return limits
    }
}
