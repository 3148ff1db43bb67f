namespace P2P.Sdk;

/// <summary>A store gave a search up, since it took longer than searches may (5 s). Services answer with
/// <see cref="RefusalCode.QueryTooBroad"/>.</summary>
public sealed class SearchTooBroadException(Exception? innerException = null)
    : Exception("The search took too long and was given up.", innerException);
