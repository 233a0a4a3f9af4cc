internal import HTTPTypes
public import SalesCore
public import SalesCurl

/// Posts signed requests to services of AWS.
///
/// Requests are made once: who retries, and when, is the caller's matter.
public struct AWSClient: Sendable {
    private let http: CurlHTTPClient
    private let credentials: CredentialCache
    private let time: any TimeSource

    /// A client.
    ///
    /// - Parameters:
    ///   - http: What posts; on an engine for trusted endpoints, as only the operator names them.
    ///   - credentials: Who we are.
    ///   - time: What signatures are dated with; AWS refuses those that are off by more than five minutes.
    public init(http: CurlHTTPClient, credentials: CredentialCache, time: any TimeSource) {
        self.http = http
        self.credentials = credentials
        self.time = time
    }

    /// Posts a body, and returns the answer whatever it says.
    @inline(never)
    func post(
        _ body: [UInt8],
        type: String,
        to service: AWSService
    ) async throws(AWSFailure) -> AWSAnswer {
        let who: AWSCredentials
        do {
            who = try await credentials.credentials()
        } catch {
            throw .credentials(error)
        }
        let request = SignableRequest("POST", service.url, fields: [.contentType: type], body: body)
        let signer = RequestSigner(service: service.signingName, region: service.region)
        let fields = signer.signed(request, with: who, at: time.now)
        let response: FetchResponse
        do {
            response = try await http.post(body, to: service.url, fields: fields, limits: Self.limits)
        } catch {
            throw .exchange(error)
        }
        let answer = AWSAnswer(response, at: time.now)
        // Whoever asks again gets others, where the role has been given new ones meanwhile.
        if answer.kind == .unauthorized || answer.kind == .expired { await credentials.forget(who) }
        return answer
    }

    /// 14 seconds, so that asking for credentials before it (5 s at most) leaves a message within its deadline of 20; 64
    /// KiB of body and fields.
    static let limits = FetchLimits(deadline: .seconds(14), bodyBytes: 64 << 10, fieldBytes: 64 << 10, redirects: 0)
}

/// Why there is no answer.
enum AWSFailure: Error {
    case credentials(CredentialError)
    case exchange(FetchError)
}
