internal import HTTPTypes
public import SalesCore
public import SalesCurl

/// Sends signed requests to services of AWS.
///
/// Requests are made once: who retries, and when, is the caller's matter.
public struct AWSClient: Sendable {
    private let http: CurlHTTPClient
    private let credentials: CredentialCache
    let time: any TimeSource

    /// A client.
    ///
    /// - Parameters:
    ///   - http: What sends; on an engine for trusted endpoints, as only the operator names them.
    ///   - credentials: Who we are.
    ///   - time: What signatures are dated with; AWS refuses those that are off by more than five minutes, and S3 by
    ///     more than fifteen.
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
        let request = AWSRequest(.post, service.url, fields: [.contentType: type], body: body)
        let signer = RequestSigner(service: service.signingName, region: service.region)
        return AWSAnswer(try await send(request, signedBy: signer), at: time.now)
    }

    /// Sends a request, signed, and returns the response whatever it says.
    @inline(never)
    func send(_ request: AWSRequest, signedBy signer: RequestSigner) async throws(AWSFailure) -> FetchResponse {
        let who: AWSCredentials
        do {
            who = try await credentials.credentials()
        } catch {
            throw .credentials(error)
        }
        let fields = signer.signed(request.signable, with: who, at: time.now)
        let response: FetchResponse
        do {
            response = try await exchange(request, fields)
        } catch {
            throw .exchange(error)
        }
        if (400...499).contains(response.status.code) {
            let kind = AWSAnswer(response, at: time.now).kind
            // Whoever asks again gets others, where the role has been given new ones meanwhile.
            if kind == .unauthorized || kind == .expired { await credentials.forget(who) }
        }
        return response
    }

    private func exchange(_ request: AWSRequest, _ fields: HTTPFields) async throws(FetchError) -> FetchResponse {
        let (url, limits) = (request.url, request.limits)
        return switch request.method {
        case .get: try await http.get(url, fields: fields, limits: limits, isVerbatim: request.isVerbatim)
        case .put: try await http.put(request.body, to: url, fields: fields, limits: limits)
        case .post: try await http.post(request.body, to: url, fields: fields, limits: limits)
        case .delete: try await http.delete(url, fields: fields, limits: limits)
        }
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

/// A request to a service of AWS, before it is signed.
struct AWSRequest: Sendable {
    /// The methods that services of AWS know.
    enum Method: String, Sendable {
        case get = "GET"
        case put = "PUT"
        case post = "POST"
        case delete = "DELETE"
    }

    var method: Method
    var url: PageURL
    var fields: HTTPFields
    var body: [UInt8]
    /// The hash of the body in hexadecimal digits, where it is known already.
    var bodyHash: String?
    /// Whether the body of the answer is wanted as it is kept, without a coding.
    var isVerbatim = false
    var limits = AWSClient.limits

    init(_ method: Method, _ url: PageURL, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }

    /// What its signature covers.
    var signable: SignableRequest {
        var signable = SignableRequest(method.rawValue, url, fields: fields, body: body)
        signable.bodyHash = bodyHash
        return signable
    }
}
