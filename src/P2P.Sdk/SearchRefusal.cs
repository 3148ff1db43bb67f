namespace P2P.Sdk;

internal static class SearchRefusal
{
    /// <summary>What a search found, or the refusal of one that was given up.</summary>
    public static async Task<Outcome<T>> OrTooBroadAsync<T>(this Task<T> search)
        where T : class
    {
        try
        {
            return await search;
        }
        catch (SearchTooBroadException)
        {
            return new Refusal(
                RefusalCode.QueryTooBroad,
                "This search took too long and was given up. Narrow it, as by a list, an action, a tag, or how a name or number begins.");
        }
    }
}
