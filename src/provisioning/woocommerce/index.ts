// The adapter for a WooCommerce shop with the plugin Open edX Commerce.
import { createShop } from './shop';

export const woocommerce = { ECOMMERCE: createShop };
