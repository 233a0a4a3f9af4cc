/// Lets a message that is with its carrier go on for a while when its task is cancelled: what the carrier may have taken
/// is told again, so that it is better to know.
struct StopGrace {
    let time: any TimeSource

    /// How long it may go on, so that a stop ends within ten seconds.
    static let length = Duration.seconds(8)

    /// Hands over a message; a cancellation reaches the carrier ``length`` later.
    func send(_ message: Message, over notifier: any Notifier) async throws(NotifyError) -> Receipt {
        let work = Task<Result<Receipt, NotifyError>, Never> {
            do throws(NotifyError) {
                return .success(try await notifier.send(message))
            } catch {
                return .failure(error)
            }
        }
        let outcome = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            Task {
                try? await time.sleep(for: Self.length)
                work.cancel()
            }
        }
        return try outcome.get()
    }
}
