internal import CLibcurl
import Foundation
import Synchronization

/// The thread that runs all transfers of one engine, and the mailbox through which others reach it.
final class CurlLoop: Sendable {
    /// A transfer that waits to be started.
    private struct Job: Sendable {
        var id: UInt64
        var plan: TransferPlan
        var continuation: CheckedContinuation<TransferOutcome, Never>
    }

    /// What other threads ask of the loop.
    private struct Inbox: Sendable {
        var nextID: UInt64 = 0
        var jobs: [Job] = []
        var cancelled: [UInt64] = []
        var isStopping = false
        /// Whether the multi handle still exists; it may be woken only while this lock is held and this is true.
        var isOpen = true
        var closeWaiters: [CheckedContinuation<Void, Never>] = []
    }

    private let inbox = Mutex(Inbox())
    private let limits: CurlEngine.Limits
    /// What the bodies of all transfers hold.
    let ledger: BufferLedger
    // Unsafe, because other threads must call curl_multi_wakeup with it and a raw pointer is never Sendable. Sound, because
    // every other use is on the loop's thread, libcurl allows that one call from anywhere (curl_multi_wakeup(3)), and it is
    // made only under the inbox's lock while `isOpen` is true: never after curl_multi_cleanup.
    private nonisolated(unsafe) let multi: UnsafeMutableRawPointer?

    init(limits: CurlEngine.Limits) {
        self.limits = limits
        ledger = BufferLedger(limit: limits.bufferedBytes)
        multi = CurlLibrary.isReady ? curl_multi_init() : nil
        let thread = Thread { [self] in run() }
        thread.name = "curl"
        thread.stackSize = 512 << 10
        thread.start()
    }

    /// A number for a transfer to come.
    func reserveID() -> UInt64 {
        inbox.withLock { inbox in
            inbox.nextID &+= 1
            return inbox.nextID
        }
    }

    /// Puts a transfer in; its continuation is resumed exactly once, whatever happens.
    func add(_ id: UInt64, _ plan: TransferPlan, _ continuation: CheckedContinuation<TransferOutcome, Never>) {
        let isTaken = inbox.withLock { inbox in
            guard inbox.isOpen, !inbox.isStopping else { return false }
            inbox.jobs.append(Job(id: id, plan: plan, continuation: continuation))
            wake()
            return true
        }
        if !isTaken { continuation.resume(returning: TransferOutcome(end: .engineClosed)) }
    }

    /// Asks to end a transfer; of no effect where it has ended.
    func cancel(_ id: UInt64) {
        inbox.withLock { inbox in
            guard inbox.isOpen else { return }
            inbox.cancelled.append(id)
            wake()
        }
    }

    /// Asks the loop to end; running transfers end with ``TransferOutcome/End/engineClosed``.
    func stop() {
        inbox.withLock { inbox in
            guard inbox.isOpen else { return }
            inbox.isStopping = true
            wake()
        }
    }

    /// Returns when the thread has given everything back.
    func waitUntilClosed() async {
        await withCheckedContinuation { continuation in
            let isOpen = inbox.withLock { inbox in
                if inbox.isOpen { inbox.closeWaiters.append(continuation) }
                return inbox.isOpen
            }
            if !isOpen { continuation.resume() }
        }
    }

    /// Called with the lock held.
    private func wake() {
        if let multi { curl_multi_wakeup(multi) }
    }

    // MARK: On the thread

    private func run() {
        Self.blockBrokenPipe()
        var transfers: [UInt64: CurlTransfer] = [:]
        if let multi {
            configure(multi)
            serve(multi, &transfers)
            for transfer in transfers.values { end(transfer, .engineClosed, in: multi) }
            transfers.removeAll()
        }
        let (jobs, waiters) = inbox.withLock { inbox in
            inbox.isOpen = false
            if let multi { curl_multi_cleanup(multi) }
            defer { (inbox.jobs, inbox.closeWaiters) = ([], []) }
            return (inbox.jobs, inbox.closeWaiters)
        }
        for job in jobs { job.continuation.resume(returning: TransferOutcome(end: .engineClosed)) }
        for waiter in waiters { waiter.resume() }
    }

    private func serve(_ multi: UnsafeMutableRawPointer, _ transfers: inout [UInt64: CurlTransfer]) {
        while true {
            let (jobs, cancelled, isStopping) = inbox.withLock { inbox in
                defer { (inbox.jobs, inbox.cancelled) = ([], []) }
                return (inbox.jobs, inbox.cancelled, inbox.isStopping)
            }
            // Additions before cancellations: the two may have come in one go.
            for job in jobs { start(job, in: multi, &transfers) }
            for id in cancelled {
                if let transfer = transfers.removeValue(forKey: id) { end(transfer, .cancelled, in: multi) }
            }
            if isStopping { return }
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            collect(multi, &transfers)
            curl_multi_poll(multi, nil, 0, Self.longestSleep, nil)
        }
    }

    private func start(
        _ job: Job,
        in multi: UnsafeMutableRawPointer,
        _ transfers: inout [UInt64: CurlTransfer]
    ) {
        guard
            let transfer = CurlTransfer(id: job.id, plan: job.plan, ledger: ledger, continuation: job.continuation)
        else {
            job.continuation.resume(returning: TransferOutcome(end: .memoryExhausted))
            return
        }
        guard transfer.configure(), sales_easy_set_pointer(transfer.easy, CURLOPT_PRIVATE, transfer.opaque) == CURLE_OK,
            curl_multi_add_handle(multi, transfer.easy) == CURLM_OK
        else {
            transfer.finish(.failed(code: Int(CURLE_FAILED_INIT.rawValue), detail: "an option could not be set"))
            return
        }
        transfers[job.id] = transfer
    }

    private func collect(_ multi: UnsafeMutableRawPointer, _ transfers: inout [UInt64: CurlTransfer]) {
        var waiting: Int32 = 0
        while let message = curl_multi_info_read(multi, &waiting) {
            guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
            // The message is gone once its handle is removed.
            let result = sales_message_result(message)
            var pointer: UnsafeMutableRawPointer?
            _ = sales_easy_get_private(easy, &pointer)
            guard let id = CurlTransfer.from(pointer)?.id, let transfer = transfers.removeValue(forKey: id) else {
                continue
            }
            end(transfer, transfer.end(for: result), in: multi)
        }
    }

    private func end(_ transfer: CurlTransfer, _ end: TransferOutcome.End, in multi: UnsafeMutableRawPointer) {
        curl_multi_remove_handle(multi, transfer.easy)
        transfer.finish(end)
    }

    private func configure(_ multi: UnsafeMutableRawPointer) {
        _ = sales_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, limits.connections)
        _ = sales_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, limits.connectionsPerHost)
        _ = sales_multi_set_long(multi, CURLMOPT_MAXCONNECTS, limits.connections)
        _ = sales_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    /// A write to a closed connection must not end an embedder's process; the mask is this thread's own.
    private static func blockBrokenPipe() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// In milliseconds; libcurl wakes earlier for its own timers, and others wake the loop through the inbox.
    private static let longestSleep: Int32 = 60_000
}
