internal import CLibcurl
import Foundation

/// What libcurl calls while a transfer runs, always on the loop's thread.
extension CurlTransfer {
    /// Installs the callbacks.
    ///
    /// Each finds its transfer by the pointer it was given.
    func installCallbacks() {
        _ = sales_easy_set_pointer(easy, CURLOPT_WRITEDATA, opaque)
        _ = sales_easy_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, pointer in
            guard let transfer = CurlTransfer.from(pointer) else { return 0 }
            return transfer.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        _ = sales_easy_set_pointer(easy, CURLOPT_HEADERDATA, opaque)
        _ = sales_easy_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, pointer in
            guard let transfer = CurlTransfer.from(pointer) else { return 0 }
            return transfer.receiveField(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
        }
        _ = sales_easy_set_pointer(easy, CURLOPT_OPENSOCKETDATA, opaque)
        _ = sales_easy_set_open_socket_callback(easy) { pointer, _, address in
            guard let transfer = CurlTransfer.from(pointer), let address else { return -1 }
            return transfer.openSocket(to: address)
        }
        _ = sales_easy_set_pointer(easy, CURLOPT_PREREQDATA, opaque)
        _ = sales_easy_set_request_callback(easy) { pointer, remote, local, port, _ in
            guard let transfer = CurlTransfer.from(pointer), let remote, let local else {
                return Int32(CURL_PREREQFUNC_ABORT)
            }
            let mayAsk = transfer.mayAsk(
                remote: String(cString: remote),
                local: String(cString: local),
                port: Int(port)
            )
            return mayAsk ? Int32(CURL_PREREQFUNC_OK) : Int32(CURL_PREREQFUNC_ABORT)
        }
        _ = sales_easy_set_pointer(easy, CURLOPT_READDATA, opaque)
        _ = sales_easy_set_read_callback(easy) { buffer, size, count, pointer in
            guard let transfer = CurlTransfer.from(pointer), let buffer else { return Int(CURL_READFUNC_ABORT) }
            return transfer.send(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        _ = sales_easy_set_pointer(easy, CURLOPT_SEEKDATA, opaque)
        _ = sales_easy_set_seek_callback(easy) { pointer, offset, origin in
            guard let transfer = CurlTransfer.from(pointer), origin == SEEK_SET else { return CURL_SEEKFUNC_CANTSEEK }
            return transfer.goOn(from: Int(offset)) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
        }
    }

    /// Keeps a piece of the body as it comes; false stops the transfer.
    ///
    /// Limits of libcurl itself look at Content-Length only.
    private func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= plan.bodyLimit - body.count else {
            stop = .bodyTooLarge
            return false
        }
        guard ledger.book(bytes.count, total: body.count + bytes.count) else {
            stop = .memoryExhausted
            return false
        }
        if body.isEmpty { reserveBody() }
        body.append(contentsOf: bytes)
        return true
    }

    /// Makes room at once for a large body whose length was announced, so that it is not in memory twice while it
    /// grows; memory that is not written to costs nothing.
    private func reserveBody() {
        var length = 0
        _ = sales_easy_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length)
        if length > BufferLedger.share { body.reserveCapacity(min(length, plan.bodyLimit)) }
    }

    private func receiveField(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard isMail ? head.takeReply(bytes) : head.take(bytes) else {
            stop = .fieldsTooLarge
            return false
        }
        return true
    }

    /// The one place that opens sockets to addresses that users give: judges the address itself, after resolution.
    private func openSocket(to target: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        var port: UInt16 = 0
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = Int(sales_address_bytes(target, &bytes, &port))
        guard let address = IPAddress(bytes: bytes.prefix(count)) else { return -1 }
        if let refusal = plan.policy.refusal(of: address, port: Int(port)) {
            stop = .refused(refusal)
            return -1
        }
        hasOpenedSocket = true
        return sales_open_socket(target)
    }

    /// Judges again before each request: a kept connection opens no socket.
    private func mayAsk(remote: String, local: String, port: Int) -> Bool {
        isAsked = true
        guard let address = IPAddress(remote) else {
            stop = .refused(.notPublic)
            return false
        }
        if let refusal = plan.policy.refusal(of: address, port: port) {
            stop = .refused(refusal)
            return false
        }
        if plan.policy.refusesItself(remote: address, local: IPAddress(local), port: port) {
            stop = .refused(.thisMachine)
            return false
        }
        return true
    }

    private func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = upload[uploadedBytes...].prefix(buffer.count)
        piece.withUnsafeBytes { buffer.copyMemory(from: $0) }
        uploadedBytes += piece.count
        // libcurl asks for no empty piece where it knows the length.
        if uploadedBytes == upload.count { isUploaded = true }
        return piece.count
    }

    /// libcurl begins again where a kept connection turns out to be dead.
    private func goOn(from offset: Int) -> Bool {
        guard (0...upload.count).contains(offset) else { return false }
        uploadedBytes = offset
        return true
    }
}
