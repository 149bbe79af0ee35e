package io.cairn.ipc.protocol;

/**
 * How the file behind a region is called, so that a client can tell that it opened the right one. A
 * server never gives a region's number away twice. Stateless.
 */
public final class RegionFile {

    private RegionFile() {}

    /**
     * Returns the name that the server gives to a region's memory.
     *
     * @param region the region's number
     * @return the name, without a folder
     */
    public static String name(int region) {
        return "cairn-region-" + Integer.toUnsignedString(region);
    }

    /**
     * Returns what the link in the server's folder of open files points to, as Linux writes it for
     * memory without a file name.
     *
     * @param region the region's number
     * @return the link's target
     */
    public static String link(int region) {
        return "/memfd:" + name(region) + " (deleted)";
    }
}
