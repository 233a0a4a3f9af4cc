internal import CLibcurl
import Foundation

/// One transfer: libcurl's handle with all that its callbacks write to.
///
/// Lives on the loop's thread only.
final class CurlTransfer {
    let id: UInt64
    let plan: TransferPlan
    let easy: UnsafeMutableRawPointer
    let ledger: BufferLedger
    var head: ResponseHead
    var body: [UInt8] = []
    /// Why a callback stopped the transfer; told in place of libcurl's error, which then says only that one did.
    var stop: TransferOutcome.End?
    /// How much of the upload was handed over.
    var uploadedBytes = 0
    var isUploaded = false
    /// Whether a connection was opened for it, rather than a kept one used.
    var hasOpenedSocket = false
    /// Whether a connection stood and the request was about to be made.
    var isAsked = false

    private let continuation: CheckedContinuation<TransferOutcome, Never>
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private let errorText: UnsafeMutablePointer<CChar>

    /// Makes the handle; nil where libcurl cannot, which only happens without memory.
    init?(
        id: UInt64,
        plan: TransferPlan,
        ledger: BufferLedger,
        continuation: CheckedContinuation<TransferOutcome, Never>
    ) {
        guard let easy = curl_easy_init() else { return nil }
        self.id = id
        self.plan = plan
        self.easy = easy
        self.ledger = ledger
        self.continuation = continuation
        head = ResponseHead(limit: plan.fieldLimit)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
        errorText.deallocate()
    }

    /// The pointer by which callbacks find this transfer.
    ///
    /// The loop keeps the transfer alive until the handle is out of the multi handle, so no callback can come later.
    var opaque: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    /// The transfer that a callback is for.
    static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer? {
        pointer.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Bytes of the upload, empty for GET and DELETE.
    var upload: [UInt8] {
        switch plan.action {
        case .get, .delete, .mailLogin: []
        case .post(let bytes), .put(let bytes): bytes
        case .mail(let envelope): envelope.message
        }
    }

    var isMail: Bool {
        switch plan.action {
        case .mail, .mailLogin: true
        case .get, .post, .put, .delete: false
        }
    }

    var errorBuffer: UnsafeMutableRawPointer { UnsafeMutableRawPointer(errorText) }

    /// A list that lives as long as the handle; nil for no items.
    func list(of items: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for item in items {
            guard let longer = curl_slist_append(list, item) else { break }
            list = longer
        }
        if let list { lists.append(list) }
        return list
    }

    /// Hands the outcome to whoever waits.
    ///
    /// Called once, by the loop, after which it drops the transfer.
    func finish(_ end: TransferOutcome.End) {
        var status = 0
        _ = sales_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var outcome = TransferOutcome(end: end, status: status)
        outcome.fields = head.lines
        outcome.lastLine = head.lastLine
        outcome.hasLoggedIn = head.hasLoggedIn
        outcome.isUploaded = isUploaded
        outcome.isAsked = isAsked
        outcome.isReused = isAsked && !hasOpenedSocket
        var microseconds = 0
        _ = sales_easy_get_offset(easy, CURLINFO_TOTAL_TIME_T, &microseconds)
        outcome.duration = .microseconds(microseconds)
        // A body that is handed over stays booked until it is taken.
        if end == .complete { outcome.body = body } else { ledger.release(body.count) }
        body = []
        continuation.resume(returning: outcome)
    }

    /// How the transfer ended by libcurl's result and what the callbacks noted.
    func end(for result: CURLcode) -> TransferOutcome.End {
        if result == CURLE_OK { return .complete }
        if let stop {
            // A refused address is only the reason where nothing else was connected to: a name may have several.
            guard case .refused = stop, result != CURLE_COULDNT_CONNECT, result != CURLE_ABORTED_BY_CALLBACK else {
                return stop
            }
        }
        let words = String(cString: errorText)
        let fallback = curl_easy_strerror(result).map { String(cString: $0) } ?? ""
        return .failed(code: Int(result.rawValue), detail: words.isEmpty ? fallback : words)
    }
}
