extension SuppressionStore {
    /// Notes that a carrier refused a message because its address does not exist, so that nothing is sent there again.
    ///
    /// Where the store fails nothing is noted: the next message finds out again.
    func noteDead(_ address: String, on channel: Channel, refusing message: Alert.ID, at time: Timestamp) async {
        let suppression = Suppression(
            channel: channel,
            address: address,
            kind: .bounce,
            reference: "refused-\(message)",
            at: time
        )
        _ = try? await suppress(suppression)
    }
}
